import { lookup as systemLookup } from "node:dns/promises";
import type { LookupAddress } from "node:dns";
import { isIP, type LookupFunction } from "node:net";
import { buildConnector } from "undici";
import { DiaristError } from "../domain/errors.js";
import type { AddressPolicy } from "./address-policy.js";

/** All addresses of a name. */
export type Lookup = (hostname: string) => Promise<LookupAddress[]>;

export const lookupAll: Lookup = (hostname) => systemLookup(hostname, { all: true });

/**
 * Connects like undici, but to permitted addresses only. The name is resolved here, once; the socket gets the very
 * addresses that were judged, so that a name which means something else the next time gains nothing. A name of which
 * one address is forbidden is refused whole: its owner has no business with that one.
 */
export function guardedConnector(
  policy: AddressPolicy,
  lookup: Lookup,
  timeoutMs: number,
): buildConnector.connector {
  const judgedLookup: LookupFunction = (hostname, options, callback) => {
    resolve(hostname).then(
      (addresses) => {
        if (options.all === true) callback(null, addresses);
        else callback(null, addresses[0]?.address ?? "", addresses[0]?.family);
      },
      (error: unknown) => {
        callback(error instanceof Error ? error : new Error(String(error)), []);
      },
    );
  };
  const connect = buildConnector({ lookup: judgedLookup, timeout: timeoutMs });

  async function resolve(hostname: string): Promise<LookupAddress[]> {
    const addresses = await lookup(hostname);
    if (!addresses.every(({ address }) => policy.permits(address))) throw forbidden(hostname);
    if (addresses.length === 0) throw new Error(`${hostname} has no address`);
    return addresses;
  }

  return (options, callback) => {
    // No lookup is made for what is an address already.
    const address = options.hostname.replace(/^\[(.*)\]$/, "$1");
    if (isIP(address) !== 0 && !policy.permits(address)) {
      callback(forbidden(options.hostname), null);
      return;
    }
    connect(options, callback);
  };
}

/** Says no more than the caller knows: which address a name has within our network is not theirs to learn. */
function forbidden(hostname: string): DiaristError {
  return new DiaristError("forbidden_address", `${hostname} is, or leads to, an address that is not public.`);
}
