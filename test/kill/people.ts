/** What people do while workers are killed: some answer what is said to them, some change and decide designs. */
import { expect } from 'vitest'
import { formatAction } from '../../src/chat/action.js'
import type { ChatEvent, Receipt } from '../../src/chat/contract.js'
import type { OutgoingMessage } from '../../src/messages/message.js'
import { action, reply, request } from '../support/events.js'
import type { Posted } from '../support/memory-platform.js'
import type { Random } from '../support/random.js'
import { choosing, chosenByButtons, revising } from './design-step.js'

export const tenants = ['slack:T1', 'slack:T2', 'slack:T3'] as const
export const channelOf = (tenant: string) => `N-${tenant.split(':')[1]}`

/** One person's design, and all that was done in its thread. */
export interface Design {
  readonly tenant: string
  readonly kind: 'echo' | 'team'
  /** Words after the request, in the order in which they were accepted. */
  readonly words: string[]
  /** Ids of those who pressed to choose, one for each press. */
  readonly pressed: string[]
}

export interface People {
  readonly designs: ReadonlyMap<string, Design>
  /** How many are writing at this moment. */
  writing(): number
  open(number: number): Promise<string>
  /** A session that was opened elsewhere. */
  adopt(session: string, tenant: string): void
  onPost(posted: Posted): void
  /** They fall silent. */
  silence(): void
}

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

export function createPeople(accept: (event: ChatEvent) => Promise<Receipt>, random: Random): People {
  const designs = new Map<string, Design>()
  let open = true
  let writing = 0

  async function say(session: string, thread: string, start = '') {
    const design = designs.get(session)
    if (!design) return
    const text = `${start}${session.slice(0, 4)}-${design.words.length}.`
    design.words.push(text)
    const receipt = await accept(reply(thread, text, { tenant: design.tenant }))
    expect(receipt).toMatchObject({ kind: 'accepted' })
  }

  async function press(session: string, thread: string, entry: number) {
    const design = designs.get(session)
    if (!design) return
    const user = `P${design.pressed.length}`
    const choice = chosenByButtons[design.pressed.length % chosenByButtons.length] ?? ''
    design.pressed.push(user)
    const value = formatAction({ session, round: entry, question: 'choose', choice })
    const receipt = await accept(action(thread, value, { tenant: design.tenant, user: { id: user } }))
    expect(receipt).toMatchObject({ kind: 'accepted' })
  }

  /** After each answer, one message or two. */
  async function answer(session: string, thread: string) {
    await sleep(random.between(100, 1_500))
    for (let i = random.between(1, 4) === 1 ? 2 : 1; i > 0; i--) await say(session, thread)
  }

  /** After what the thread is told: another revision, other words, or a choice by words, by button or by both. */
  async function decide(session: string, thread: string, entry: number) {
    await sleep(random.between(100, 1_500))
    const what = random.between(1, 5)
    if (what === 1) await say(session, thread, `${revising} `)
    else if (what <= 3) await say(session, thread, what === 2 ? `${choosing} ` : '')
    if (what >= 3) await press(session, thread, entry)
  }

  /** Of a design, the entry of the newest proposals that were seen; and whether somebody thinks about them. */
  const seen = new Map<string, number>()
  const thinking = new Set<string>()
  return {
    designs,
    writing: () => writing,
    async open(number) {
      const tenant = tenants[number % tenants.length] ?? ''
      const kind = number % 2 === 0 ? 'echo' : 'team'
      const text = kind === 'echo' ? `Forecast number ${number}` : `Design number ${number}`
      const receipt = await accept(request(text, { tenant }))
      if (receipt.kind !== 'accepted') throw new Error(receipt.kind)
      designs.set(receipt.session, { tenant, kind, words: [], pressed: [] })
      return receipt.session
    },
    adopt(session, tenant) {
      designs.set(session, { tenant, kind: 'echo', words: [], pressed: [] })
    },
    onPost({ message, ref, to }) {
      const session = message.id.split(':')[0] ?? ''
      const design = designs.get(session)
      const { thread } = ref.thread
      if (!open || !design || to.kind === 'channel' || message.id.endsWith(':0') || thread === undefined)
        return
      if (design.kind === 'team') {
        const entry = proposedIn(message) ?? seen.get(session)
        if (entry === undefined || thinking.has(session)) return
        seen.set(session, entry)
        thinking.add(session)
      }
      const entry = seen.get(session)
      const next = entry === undefined ? answer(session, thread) : decide(session, thread, entry)
      writing += 1
      void next.finally(() => {
        thinking.delete(session)
        writing -= 1
      })
    },
    silence() {
      open = false
    },
  }
}

/** The entry of the proposals of which a message offers the first to choose. */
function proposedIn({ blocks }: OutgoingMessage): number | undefined {
  return blocks
    .flatMap((block) => (block.kind === 'actions' ? block.actions : []))
    .find(({ action: { question, choice } }) => question === 'choose' && choice === chosenByButtons[0])
    ?.action.round
}
