/** A request that nothing is designed for, as the step that says so. */
import type { Request } from '../../design/request.js'
import type { Step } from '../architect.js'

export function declined({ reason, detail, flags }: Extract<Request, { kind: 'declined' }>): Step {
  return { kind: 'decline', reason, ...(detail && { detail }), ...(flags.length > 0 && { flags }) }
}
