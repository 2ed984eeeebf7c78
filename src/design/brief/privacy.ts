/** Where data has to stay. */
import type { Brief } from './brief.js'

export const inHouse = 'data stays in house'
export const inEurope = 'data stays in the EU'

/** Nothing may be sent to a service of others; data that has to stay in the EU may, to one that answers there. */
export const staysInHouse = ({ privacy, airGapped }: Brief['constraints']): boolean =>
  airGapped?.value === true || (privacy !== undefined && privacy.value !== inEurope)
