/** What a web thread is made of, and how it is read from the records in Redis. Pure. */
import { z } from 'zod'
import type { Person } from '../../src/chat/contract.js'
import type { OutgoingMessage } from '../../src/messages/message.js'

/** One line of a thread. `only` is the id of the one person who may see it. */
export type Line =
  | {
      readonly kind: 'message'
      readonly at: number
      readonly message: OutgoingMessage
      readonly only?: string
    }
  | {
      readonly kind: 'post'
      readonly at: number
      readonly by: Person
      readonly text: string
      readonly only?: string
    }
  /** Taken back: what a person sent was refused, and is in their box again. */
  | { readonly kind: 'gone'; readonly at: number }

/** The fact of a thread that was forgotten; scripts/post.lua knows it too. */
export const forgottenFact = 'forgotten'

/** `first` is the number the line was first written under: its place. */
export interface NumberedLine {
  readonly id: string
  readonly first: number
  readonly line: Line
}

export interface ThreadPicture {
  /** The number of the newest change, 0 for a thread that is not there. */
  readonly last: number
  readonly status: string
  /** It was there, and its design was forgotten: nothing is written there again. */
  readonly isForgotten: boolean
  readonly title?: string
  readonly session?: string
  /** What is new or changed, in the order of the thread. */
  readonly lines: readonly NumberedLine[]
}

const person = z.object({ id: z.string(), name: z.string().optional() })
// Messages are written by this program alone; what matters is that the record is one.
const outgoing = z.custom<OutgoingMessage>(
  (value) => typeof value === 'object' && value !== null && 'id' in value && 'blocks' in value,
)
const lineSchema: z.ZodType<Line> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('message'), at: z.number(), message: outgoing, only: z.string().optional() }),
  z.object({
    kind: z.literal('post'),
    at: z.number(),
    by: person,
    text: z.string(),
    only: z.string().optional(),
  }),
  z.object({ kind: z.literal('gone'), at: z.number() }),
]) as z.ZodType<Line>

export function readMessage(json: string): OutgoingMessage | undefined {
  try {
    return outgoing.safeParse(JSON.parse(json)).data
  } catch {
    return undefined
  }
}

export function readLine(json: string): Line | undefined {
  try {
    return lineSchema.safeParse(JSON.parse(json)).data
  } catch {
    return undefined
  }
}

export function readPicture(reply: readonly (string | string[])[]): ThreadPicture {
  const [last, status, facts, ...rest] = reply
  const known = new Map<string, string>()
  if (Array.isArray(facts))
    for (let i = 0; i + 1 < facts.length; i += 2) known.set(String(facts[i]), String(facts[i + 1]))
  const lines: NumberedLine[] = []
  for (let i = 0; i + 2 < rest.length; i += 3) {
    const line = readLine(String(rest[i + 1]))
    if (line) lines.push({ id: String(rest[i]), first: Number(rest[i + 2]), line })
  }
  const [title, session] = [known.get('title'), known.get('session')]
  return {
    last: Number(last),
    status: String(status),
    isForgotten: known.has(forgottenFact),
    ...(title !== undefined && { title }),
    ...(session !== undefined && { session }),
    lines: lines.sort((a, b) => a.first - b.first),
  }
}
