import { BlockList, isIP, isIPv6 } from "node:net";

/*
 * Which addresses may be reached on behalf of somebody else. What is not known to be public is not public: of IPv4 the
 * special purposes of IANA's registry are taken out, of IPv6 only what is handed out to the world is let in at all.
 * https://www.iana.org/assignments/iana-ipv4-special-registry and …/iana-ipv6-special-registry
 */
const NOT_PUBLIC_IPV4 = [
  "0.0.0.0/8", // this host
  "10.0.0.0/8", // private
  "100.64.0.0/10", // behind a carrier's NAT
  "127.0.0.0/8", // loopback
  "169.254.0.0/16", // link-local, and there the metadata services of clouds
  "172.16.0.0/12", // private
  "192.0.0.0/24", // protocols' own
  "192.0.2.0/24", // documentation
  "192.31.196.0/24", // AS112
  "192.52.193.0/24", // AMT
  "192.88.99.0/24", // 6to4 relays, of old
  "192.168.0.0/16", // private
  "192.175.48.0/24", // AS112
  "198.18.0.0/15", // benchmarks
  "198.51.100.0/24", // documentation
  "203.0.113.0/24", // documentation
  "224.0.0.0/4", // multicast
  "240.0.0.0/4", // reserved, and broadcast
];

/** Leaves out, among others: ::, ::1, IPv4-mapped, fc00::/7 (private, with fd00:ec2::254), fe80::/10, ff00::/8. */
const PUBLIC_IPV6 = ["2000::/3"];

/** Within it: what stands for an IPv4 address (Teredo, 6to4) and what belongs to nobody. */
const NOT_PUBLIC_IPV6 = [
  "2001::/23", // protocols' own, Teredo among them
  "2001:db8::/32", // documentation
  "2002::/16", // 6to4
  "2620:4f:8000::/48", // AS112
  "3fff::/20", // documentation
];

/** An IPv6-only network reaches IPv4 through it: the last 32 bits are the true target (RFC 6052). */
const NAT64 = "64:ff9b::/96";

/** Networks in CIDR form (an address alone is a network of one) that may be reached besides, or simply everything. */
export type AllowedTargets = "all" | readonly string[];

export interface AddressPolicy {
  /** Whether a connection may be made to this address, as a resolver or an URL writes it. */
  permits: (address: string) => boolean;
}

/** Throws TypeError naming the entry of `allow` that is no network. */
export function createAddressPolicy(allow: AllowedTargets): AddressPolicy {
  if (allow === "all") return { permits: (address) => isIP(address) !== 0 };
  const allowed = networks(allow);
  return {
    permits: (address) => {
      if (isIP(address) === 0) return false;
      const plain = withoutZone(address);
      return contains(allowed, plain) || isPublic(plain);
    },
  };
}

const notPublicIpv4 = networks(NOT_PUBLIC_IPV4);
const publicIpv6 = networks(PUBLIC_IPV6);
const notPublicIpv6 = networks(NOT_PUBLIC_IPV6);
const nat64 = networks([NAT64]);

function isPublic(address: string): boolean {
  if (!isIPv6(address)) return !contains(notPublicIpv4, address);
  if (contains(nat64, address)) return isPublic(lastFourBytes(address));
  return contains(publicIpv6, address) && !contains(notPublicIpv6, address);
}

function contains(list: BlockList, address: string): boolean {
  return list.check(address, isIPv6(address) ? "ipv6" : "ipv4");
}

function networks(cidrs: readonly string[]): BlockList {
  const list = new BlockList();
  for (const cidr of cidrs) {
    const [address = "", bits, ...rest] = cidr.split("/");
    const widest = isIPv6(address) ? 128 : 32;
    const prefix = bits === undefined ? widest : /^\d{1,3}$/.test(bits) ? Number(bits) : NaN;
    if (isIP(address) === 0 || rest.length > 0 || !(prefix <= widest))
      throw new TypeError(`${cidr} is no network; write it as 10.1.0.0/16 or fd00:1::/48`);
    list.addSubnet(address, prefix, isIPv6(address) ? "ipv6" : "ipv4");
  }
  return list;
}

/** A resolver may name the interface too: fe80::1%eth0. */
function withoutZone(address: string): string {
  return address.split("%", 1)[0] ?? address;
}

/** The IPv4 address at the end of an IPv6 one, however that is written. */
function lastFourBytes(address: string): string {
  // The URL parser's form is the one with the fewest shapes: hexadecimal throughout.
  const groups = new URL(`http://[${address}]/`).hostname.slice(1, -1).split(":");
  const [high = "", low = ""] = groups.slice(-2);
  const bits = parseInt(high === "" ? "0" : high, 16) * 0x1_0000 + parseInt(low === "" ? "0" : low, 16);
  return [24, 16, 8, 0].map((shift) => String((bits >>> shift) & 255)).join(".");
}
