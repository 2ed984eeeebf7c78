/**
 * A small shape checker for what apps send: rules are functions that report what is wrong, with the JSON pointer
 * of the place. The wording follows Slack's own ("must be less than 3001 characters").
 */

export interface Problem {
  /** A JSON pointer into what was sent: `/blocks/2/text/text`. */
  readonly pointer: string
  readonly code: ProblemCode
  readonly message: string
}

export type ProblemCode =
  | 'missing_field'
  | 'unknown_field'
  | 'wrong_type'
  | 'unknown_type'
  | 'not_allowed_here'
  | 'too_long'
  | 'too_short'
  | 'too_many'
  | 'too_few'
  | 'out_of_range'
  | 'bad_value'
  | 'duplicate'
  | 'no_text'
  | 'msg_too_long'
  | 'msg_blocks_too_long'
  | 'bad_metadata'
  | 'markdown_text_conflict'

export type Report = (pointer: string, code: ProblemCode, message: string) => void
/** Reports every problem of a value that stands at `at`. */
export type Rule = (value: unknown, at: string, report: Report) => void
export type Fields = Readonly<Record<string, unknown>>

export const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Characters are counted as UTF-16 units: no source says otherwise, and no other count is larger. */
export const string =
  (limits: { min?: number; max?: number } = {}): Rule =>
  (value, at, report) => {
    if (typeof value !== 'string') return report(at, 'wrong_type', 'must be a string')
    const { min = 0, max } = limits
    if (value.length < min) report(at, 'too_short', `must be more than ${min - 1} characters`)
    if (max !== undefined && value.length > max)
      report(at, 'too_long', `must be less than ${max + 1} characters`)
  }

export const matching =
  (pattern: RegExp, what: string): Rule =>
  (value, at, report) => {
    if (typeof value !== 'string') report(at, 'wrong_type', 'must be a string')
    else if (!pattern.test(value)) report(at, 'bad_value', `must be ${what}`)
  }

export const boolean: Rule = (value, at, report) => {
  if (typeof value !== 'boolean') report(at, 'wrong_type', 'must be a boolean')
}

export const number =
  (limits: { min?: number; max?: number; integer?: boolean } = {}): Rule =>
  (value, at, report) => {
    if (typeof value !== 'number' || !Number.isFinite(value))
      return report(at, 'wrong_type', 'must be a number')
    if (limits.integer && !Number.isInteger(value)) report(at, 'wrong_type', 'must be an integer')
    if (limits.min !== undefined && value < limits.min)
      report(at, 'out_of_range', `must be at least ${limits.min}`)
    if (limits.max !== undefined && value > limits.max)
      report(at, 'out_of_range', `must be at most ${limits.max}`)
  }

export const oneOf =
  (...allowed: readonly unknown[]): Rule =>
  (value, at, report) => {
    if (!allowed.includes(value)) report(at, 'bad_value', `must be one of ${JSON.stringify(allowed)}`)
  }

export const list =
  (item: Rule, limits: { min?: number; max?: number } = {}): Rule =>
  (value, at, report) => {
    if (!Array.isArray(value)) return report(at, 'wrong_type', 'must be an array')
    const { min = 0, max } = limits
    if (value.length < min) report(at, 'too_few', `no less than ${min} items allowed`)
    if (max !== undefined && value.length > max) report(at, 'too_many', `no more than ${max} items allowed`)
    for (const [index, each] of value.entries()) item(each, `${at}/${index}`, report)
  }

/** An object with just these fields. `type` is checked by `byType`, so it is always allowed. */
export const object =
  (fields: { required?: Readonly<Record<string, Rule>>; optional?: Readonly<Record<string, Rule>> }): Rule =>
  (value, at, report) => {
    if (!isObject(value)) return report(at, 'wrong_type', 'must be an object')
    const { required = {}, optional = {} } = fields
    for (const name of Object.keys(required))
      if (value[name] === undefined || value[name] === null)
        report(at, 'missing_field', `missing required field: ${name}`)
    for (const [name, each] of Object.entries(value)) {
      if (name === 'type' || each === undefined) continue
      const rule = own(required, name) ?? own(optional, name)
      if (!rule) report(`${at}/${name}`, 'unknown_field', `invalid additional property: ${name}`)
      else if (each !== null || !own(required, name)) rule(each, `${at}/${name}`, report)
    }
  }

/** Chooses the rule by the value's `type`. */
export const byType =
  (rules: Readonly<Record<string, Rule>>): Rule =>
  (value, at, report) => {
    if (!isObject(value)) return report(at, 'wrong_type', 'must be an object')
    const { type } = value
    if (typeof type !== 'string') return report(at, 'missing_field', 'missing required field: type')
    const rule = own(rules, type)
    if (rule) rule(value, at, report)
    else report(`${at}/type`, 'unknown_type', `unsupported type: ${type}`)
  }

/** All of them. */
export const all =
  (...rules: readonly Rule[]): Rule =>
  (value, at, report) => {
    for (const rule of rules) rule(value, at, report)
  }

/** A condition over an object's own fields. */
export const where =
  (check: (fields: Fields, at: string, report: Report) => void): Rule =>
  (value, at, report) => {
    if (isObject(value)) check(value, at, report)
  }

export const pick = (rules: Readonly<Record<string, Rule>>, ...names: readonly string[]) =>
  Object.fromEntries(
    names.map((name) => {
      const rule = own(rules, name)
      if (!rule) throw new Error(`No rule of that name. Received: ${name}`)
      return [name, rule]
    }),
  )

/** Runs a rule and collects what it reports. */
export function problemsOf(rule: Rule, value: unknown, at = ''): Problem[] {
  const problems: Problem[] = []
  rule(value, at, (pointer, code, message) => problems.push({ pointer, code, message }))
  return problems
}

const own = (rules: Readonly<Record<string, Rule>>, name: string) =>
  Object.hasOwn(rules, name) ? rules[name] : undefined
