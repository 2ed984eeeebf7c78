/** Whether two briefs say the same, whoever said it and in whichever words. */
import type { Brief } from './brief.js'

type Facts = Readonly<Record<string, { readonly value: unknown } | undefined>>

const valuesOf = (section: Facts): string =>
  JSON.stringify(
    Object.keys(section)
      .sort()
      .flatMap((key) => (section[key] ? [[key, section[key].value]] : [])),
  )

/** Every fact of the problem by value; domain and task included, the request's own words not. */
function fingerprint({ domain, task, data, targets, constraints, team, methods }: Brief): string {
  return [
    valuesOf({ domain, task }),
    ...[data, targets, constraints, team, methods ?? {}].map((section) => valuesOf(section)),
  ].join()
}

export const sameFacts = (a: Brief, b: Brief): boolean => fingerprint(a) === fingerprint(b)
