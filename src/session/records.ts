/** Reads stored lists back into their types. A record that this program never wrote is a CorruptRecord. */
import { z } from 'zod'
import type { Entry } from '../architect/architect.js'
import { noticeKinds } from '../chat/commands.js'
import { emptyProfile, type Profile, profileSchema } from '../design/brief/profile.js'
import { CorruptRecord } from '../errors.js'
import type { MessageRecipe } from '../messages/recipe.js'
import type { OutboxItem } from './head.js'
import { type MailboxEvent, mailboxEventSchema } from './mailbox.js'

const entryKinds: Readonly<Record<Entry['kind'], true>> = {
  user: true,
  ask: true,
  propose: true,
  say: true,
  decline: true,
  failed: true,
  stopped: true,
  decide: true,
  reason: true,
  reopen: true,
}

/**
 * An entry was checked when it was made; here it is only told from what is not one. By hand, as a turn reads the
 * whole transcript.
 */
const isEntry = (value: unknown): value is Entry =>
  typeof value === 'object' &&
  value !== null &&
  'kind' in value &&
  typeof value.kind === 'string' &&
  value.kind in entryKinds &&
  'at' in value &&
  typeof value.at === 'number'
const entrySchema = z.custom<Entry>(isEntry)

function read<T>(what: string, schema: z.ZodType<T>, text: string): T {
  try {
    return schema.parse(JSON.parse(text))
  } catch (error) {
    // The cause would quote the record, and with it a person's words.
    const at =
      error instanceof z.ZodError ? error.issues.map((issue) => issue.path.join('.')).join(', ') : 'not JSON'
    throw new CorruptRecord(`A stored ${what} does not have its form: ${at}.`)
  }
}

/** A team's standing facts; none for `''`. */
export const profileOfRecord = (text: string): Profile =>
  text === '' ? emptyProfile : read('profile', profileSchema, text)
export const entryOfRecord = (text: string): Entry => read('entry', entrySchema, text)
export const transcriptOf = (records: readonly string[]): Entry[] => records.map(entryOfRecord)
export const eventsOf = (records: readonly string[]): MailboxEvent[] =>
  records.map((text) => read('event', mailboxEventSchema, text))

/**
 * A message to send takes a few bytes, as each step writes one: `o` is the opening, `12` entry 12, `12.3` its part 3,
 * `0<o12` the opening again as an update of message 0, with the proposals of entry 12, and `!d12` tells the team's channel of the decision in entry 12.
 * deliver.lua reads the same form.
 */
export function outboxRecord(item: OutboxItem): string {
  const { recipe } = item
  const what = recipeRecord(recipe)
  if (item.kind === 'notice') return `!${item.of.charAt(0)}${recipe.kind === 'notice' ? recipe.entry : ''}`
  return item.kind === 'update' ? `${item.of}<${what}` : what
}

function recipeRecord(recipe: MessageRecipe): string {
  if (recipe.kind === 'opening') return `o${recipe.entry ?? ''}`
  return recipe.kind === 'notice' || recipe.part === 0 ? `${recipe.entry}` : `${recipe.entry}.${recipe.part}`
}

export function outboxItemOf(text: string): OutboxItem {
  const [, letter, told] = /^!([a-z])(\d+)$/.exec(text) ?? []
  const of = noticeKinds.find((kind) => kind.charAt(0) === letter)
  if (of) return { kind: 'notice', of, recipe: { kind: 'notice', entry: Number(told) } }
  const match = /^(?:(\d+)<)?(o?)(\d+)?(?:\.(\d+))?$/.exec(text)
  const [, updated, opening, entry, part] = match ?? []
  const isWhole = opening === 'o' ? part === undefined : entry !== undefined
  if (!isWhole) throw new CorruptRecord('A stored message does not have its form.')
  const recipe: MessageRecipe =
    opening === 'o'
      ? { kind: 'opening', ...(entry !== undefined && { entry: Number(entry) }) }
      : { kind: 'entry', entry: Number(entry), part: Number(part ?? 0) }
  return updated === undefined ? { kind: 'post', recipe } : { kind: 'update', of: Number(updated), recipe }
}

/** A Redis hash as HGETALL gives it to a script: field, value, field, value … */
export function fieldsOf(list: readonly string[]): Record<string, string> {
  const fields: Record<string, string> = {}
  for (let i = 0; i + 1 < list.length; i += 2) fields[list[i] ?? ''] = list[i + 1] ?? ''
  return fields
}
