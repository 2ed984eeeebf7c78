/** Why the program cannot listen where it was told to, and what to set instead. */

/** @param code the system's, such as EADDRINUSE */
export function cannotListen(code: string, host: string, port: number): string {
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} on ${host} is taken by another program. Stop that, or set PORT to a free one (PORT=0 finds one).`
    case 'EACCES':
      return `Port ${port} may only be used by an administrator. Set PORT to one above 1023, for example PORT=3000.`
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `HOST ${host} is no address of this machine. Unset it for 127.0.0.1, or set it to one of this machine's addresses.`
    default:
      return `Port ${port} on ${host} cannot be used (${code}). Set PORT and HOST to a place that can.`
  }
}
