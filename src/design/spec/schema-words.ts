/** What a schema says of a value, in a plain sentence: what was expected, what came, and where inside it. */
import type { z } from 'zod'
import { knownNames, type Misfit, written } from './issue.js'
import { nameRule, suggestedName } from './names.js'

type ZodIssue = z.core.$ZodIssue

const nouns: Readonly<Record<string, string>> = {
  string: 'a text in quotes',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  tuple: 'a list',
  object: 'an object',
  record: 'an object with names',
}

/**
 * The misfits of one issue of zod's, with `field` where it stands in what was checked.
 * @param value what was checked: what came is read from it by the issue's path
 */
export function schemaMisfits(issue: ZodIssue, value: unknown): Misfit[] {
  const found = narrowed(issue)
  const input = found.path.reduce<unknown>((inside, key) => {
    return typeof inside === 'object' && inside !== null ? Reflect.get(inside, key) : undefined
  }, value)
  const where = fieldOf(found.path)
  if (found.code === 'unrecognized_keys')
    return found.keys.map((key) => ({
      code: 'unknown_field',
      message: `there is no field ${key} here. Leave it out.`,
      field: where === '' ? key : `${where}.${key}`,
    }))
  const field = where === '' ? {} : { field: where }
  const expected = expectedOf(found)
  if (input === undefined && found.path.length > 0) {
    const name = String(found.path.at(-1))
    return [
      { code: 'missing_field', message: `the field ${name} is missing. Give it ${expected}.`, ...field },
    ]
  }
  // Of a name that is wrong, the name is what came; what stands under it is not.
  const given = found.code === 'invalid_key' ? found.path.at(-1) : input
  const received = written(given)
  const message = `expected ${expected}. Received: ${received}.${nextOf(found, given)}`
  return [{ code: 'bad_value', message, expected, received, ...field }]
}

/** `nodes[3].units`. */
const fieldOf = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (text, key) =>
      typeof key === 'number' ? `${text}[${key}]` : text === '' ? String(key) : `${text}.${String(key)}`,
    '',
  )

/** Of alternatives the one that the value was surely meant for: where only something inside it is wrong. */
function narrowed(issue: ZodIssue): ZodIssue {
  if (issue.code === 'invalid_key' || issue.code === 'invalid_element') {
    const [inner] = issue.issues
    // A key has no value of its own: the key is what came.
    return inner && issue.code === 'invalid_element' ? below(issue, inner) : issue
  }
  if (issue.code !== 'invalid_union') return issue
  const inside = issue.errors.find((errors) => errors.length > 0 && errors.every(isInside))
  const [first] = inside ?? []
  return first ? below(issue, first) : issue
}

const isInside = ({ path, code }: ZodIssue) =>
  path.length > 0 || code === 'unrecognized_keys' || code === 'custom'

const below = (outer: ZodIssue, inner: ZodIssue): ZodIssue =>
  narrowed({ ...inner, path: [...outer.path, ...inner.path] })

function expectedOf(issue: ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return nouns[issue.expected] ?? issue.expected
    case 'too_small':
      return limited(issue.origin, issue.minimum, issue.inclusive === false ? 'above' : 'at least')
    case 'too_big':
      return limited(issue.origin, issue.maximum, issue.inclusive === false ? 'below' : 'at most')
    case 'invalid_value':
      return `one of ${issue.values.map((value) => String(value)).join(', ')}`
    case 'invalid_union': {
      const all = issue.errors.flatMap((errors) => errors.slice(0, 1).map(expectedOf))
      return all.length > 0 ? [...new Set(all)].join(' or ') : issue.message
    }
    case 'invalid_key':
      return issue.issues[0]?.message ?? 'another name'
    case 'unrecognized_keys':
      return 'no other field'
    default:
      return issue.message.replace(/^expected /, '')
  }
}

function limited(origin: string, limit: number | bigint, word: string): string {
  if (origin === 'array') return `a list of ${word} ${limit}`
  if (origin === 'string') return `a text of ${word} ${limit} characters`
  return origin === 'int' ? `a whole number ${word} ${limit}` : `a number ${word} ${limit}`
}

/** A next step where there is one. */
function nextOf(issue: ZodIssue, input: unknown): string {
  if (issue.code === 'invalid_value' && typeof input === 'string') {
    const names = issue.values.map(String)
    const near = /Did you mean .*/.exec(knownNames(input, names))
    return near ? ` ${near[0]}` : ''
  }
  const isName = issue.code === 'invalid_key' || (issue.code === 'custom' && issue.message === nameRule)
  const name = isName && typeof input === 'string' ? suggestedName(input) : undefined
  if (name !== undefined) return ` Try ${name}.`
  return ''
}
