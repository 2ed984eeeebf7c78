/** What goes wrong on purpose: the next calls of a method fail in a given way. */

export type How =
  /** An HTTP error. `stored`: the method did its work all the same. */
  | { readonly kind: 'status'; readonly status: number; readonly stored?: boolean }
  /** The connection breaks without an answer. */
  | { readonly kind: 'drop'; readonly stored?: boolean }
  | { readonly kind: 'ratelimited'; readonly retryAfterSeconds: number }
  /** The answer is right, and late. */
  | { readonly kind: 'slow'; readonly ms: number }
  /** `ok: false` with a code of Slack's. */
  | { readonly kind: 'error'; readonly error: string; readonly more?: Readonly<Record<string, unknown>> }

export interface Fault {
  /** A method; `upload`, `response_url`; or `*` for everything. */
  readonly method: string
  /** Once where absent. */
  readonly times?: number
  /** So many calls pass before the first fails. */
  readonly after?: number
  readonly team?: string
  readonly how: How
}

export interface Faults {
  add(fault: Fault): void
  clear(): void
  /** What happens to this call, which uses the fault up. */
  take(method: string, team: string | undefined): How | undefined
}

export function createFaults(): Faults {
  let faults: { fault: Fault; pass: number; left: number }[] = []
  return {
    add(fault) {
      faults.push({ fault, pass: fault.after ?? 0, left: fault.times ?? 1 })
    },
    clear() {
      faults = []
    },
    take(method, team) {
      for (const each of faults) {
        const { fault } = each
        if (fault.method !== '*' && fault.method !== method) continue
        if (fault.team && fault.team !== team) continue
        if (each.pass > 0) {
          each.pass -= 1
          continue
        }
        each.left -= 1
        faults = faults.filter(({ left }) => left > 0)
        return fault.how
      }
      return undefined
    },
  }
}

/** Whether the work is done, whatever is answered. */
export function isStored(how: How | undefined): boolean {
  if (!how || how.kind === 'slow') return true
  return (how.kind === 'status' || how.kind === 'drop') && how.stored === true
}

export const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))
