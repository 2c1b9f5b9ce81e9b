import { lookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';

/** Code of the error with which {@link lookupPublic} refuses an address. */
export const PRIVATE_ADDRESS = 'EPRIVATEADDRESS';

/** Whether an IP address is reached through the public internet: no private, loopback, link-local or mapped one. */
export function isPublicAddress(address: string): boolean {
  // `process` unwraps IPv4 addresses mapped into IPv6.
  return ipaddr.process(address).range() === 'unicast';
}

/** Whether a URL's host is an address, and not a public one: no name has to be resolved to tell. */
export function isPrivateHost(hostname: string): boolean {
  const address = hostname.replace(/^\[|\]$/g, '');
  return isIP(address) !== 0 && !isPublicAddress(address);
}

/**
 * Resolves a name for a connection, and fails when one of its addresses is not public. The connection uses the very
 * address that was looked at, so that a second answer of the name server can change nothing.
 */
export const lookupPublic: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) {
      callback(error, '', 0);
      return;
    }
    if (
      addresses.length === 0 ||
      !addresses.every(({ address }) => isPublicAddress(address))
    ) {
      const refused = Object.assign(new Error('The address is not public'), {
        code: PRIVATE_ADDRESS,
      });
      callback(refused, '', 0);
      return;
    }
    if (options.all) callback(null, addresses);
    else callback(null, addresses[0].address, addresses[0].family);
  });
};
