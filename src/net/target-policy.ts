import { isIP } from "node:net";
import { createAddressPolicy, type AllowedTargets } from "./address-policy.js";
import type { TargetPolicy } from "./port.js";

/** What `localhost` and the names below it stand for, whatever a resolver says (RFC 6761). */
const LOOPBACK = ["127.0.0.1", "::1"];

/** Judges a URL by what is written in it. A name may mean something else by the time that it is used: see guarded-connect. */
export function createTargetPolicy(allow: AllowedTargets): TargetPolicy {
  const { permits } = createAddressPolicy(allow);
  return {
    refusalOf: (target) => {
      // Numbers in decimal, hexadecimal, octal or short are written out as addresses by the URL parser.
      const hostname = URL.parse(target)?.hostname ?? "";
      const host = hostname.replace(/^\[(.*)\]$/, "$1").replace(/\.$/, "");
      if (/(^|\.)localhost$/.test(host))
        return LOOPBACK.some(permits) ? undefined : `${host} is the service's own machine.`;
      return isIP(host) === 0 || permits(host) ? undefined : `${host} is not a public address.`;
    },
  };
}
