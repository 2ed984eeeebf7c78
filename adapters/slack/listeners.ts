/**
 * What people do in Slack, each accepted before it is acknowledged: commands, words, buttons, forms, shortcuts. No
 * call of Slack's API comes before the acknowledgement; what is shown beyond it comes after.
 */
import type { App } from '@slack/bolt'
import type { WebClient } from '@slack/web-api'
import type { ChatEvent, Receipt, Views } from '../../src/chat/contract.js'
import { StoreUnavailable } from '../../src/errors.js'
import type { OutgoingMessage } from '../../src/messages/message.js'
import { type Answers, type Asker, messageOf } from './answers.js'
import {
  eventFromAmendment,
  eventFromBrief,
  eventFromCommand,
  eventFromMessage,
  eventFromPress,
  eventFromShortcut,
  type Origin,
  type Place,
  pressedAt,
  type Reading,
  stopAction,
  tenantOf,
} from './events.js'
import type { Home } from './home.js'
import type { Identities } from './identities.js'
import type { People } from './people.js'
import { actionOf, formOf, submitsForm, type UsedElement } from './render.js'
import { briefCallback, briefModal } from './view-brief.js'
import { actionOfForm, formCallback, formModal, valuesOfForm } from './view-form.js'
import { homeActions } from './view-home.js'
import { type StateValues, wordsOf } from './view-words.js'
import type { Workspaces } from './workspaces.js'

export interface ListenerOptions {
  readonly accept: (event: ChatEvent) => Promise<Receipt>
  readonly views: Views
  readonly workspaces: Workspaces
  readonly identities: Identities
  readonly people: People
  readonly answers: Answers
  readonly home: Home
  readonly now: () => number
  /** Told of what went wrong after a payload was acknowledged. */
  readonly onLost: (error: unknown) => void
}

/** Names in the app's manifest. */
export const shortcuts = { design: 'design', fromMessage: 'design_from_message' } as const

export function listen(app: App, options: ListenerOptions): void {
  const { accept, views, workspaces, identities, people, answers, home, now, onLost } = options

  const readingOf = (origin: Origin): Reading => ({
    origin,
    bot: identities.known(origin.team).botUserId,
    known: (id) => people.known(origin.team, id),
    at: now(),
  })

  /** What goes on after the acknowledgement; nobody waits for it. */
  const afterwards = (work: () => Promise<unknown>): void => void work().catch(onLost)

  /** Asks again as the admin that somebody may be, where the answer was for all others. */
  async function asAdmin(event: ChatEvent, receipt: Receipt, team: string): Promise<Receipt> {
    if (receipt.kind !== 'answer' || !receipt.isForOthers || event.user.isAdmin !== undefined) return receipt
    const workspace = await workspaces.of(team)
    const learned = workspace ? await people.learn(team, workspace, event.user.id) : {}
    return learned.isAdmin ? accept({ ...event, user: { ...event.user, ...learned } }) : receipt
  }

  /** What is shown in the conversation, to whoever asked alone. */
  const showAfterwards = (event: ChatEvent, receipt: Receipt, asker: Asker, client: WebClient): void =>
    afterwards(async () => {
      const shown = messageOf(await asAdmin(event, receipt, asker.team))
      if (shown) await answers.show(shown, asker, client)
    })

  /** Of a message of Slack's: not accepted is not acknowledged, so that Slack delivers it again. */
  async function acceptWords(event: ChatEvent): Promise<Receipt> {
    const receipt = await accept(event)
    if (receipt.kind === 'refused' && receipt.code === 'store-unavailable')
      throw new StoreUnavailable('not accepted')
    return receipt
  }

  app.command(/.*/, async ({ body, ack, respond, client }) => {
    const origin = originOf(body)
    if (body.text.trim() === '') {
      await ack()
      afterwards(() => client.views.open({ trigger_id: body.trigger_id, view: briefModal('') }))
      return
    }
    const event = eventFromCommand(body, readingOf(origin))
    const asker: Asker = { team: origin.team, user: event.user.id, place: { channel: event.thread.channel } }
    const receipt = await accept(event)
    const message = messageOf(receipt)
    const payloads = message ? answers.payloads(message, asker) : []
    const [only, ...more] = payloads
    const mayDiffer =
      receipt.kind === 'answer' && receipt.isForOthers === true && event.user.isAdmin === undefined
    if (message && only && more.length === 0 && !mayDiffer) {
      await ack({ response_type: 'ephemeral', text: only.text, blocks: [...only.blocks] })
      afterwards(() => answers.sendFiles(message, asker))
      return
    }
    await ack()
    afterwards(async () => {
      const shown = messageOf(await asAdmin(event, receipt, origin.team))
      if (shown) await answers.respond(shown, asker, respond, client)
    })
  })

  for (const type of ['app_mention', 'message'] as const)
    app.event(type, async ({ body, client }) => {
      const origin = originOf(body)
      const reading = readingOf(origin)
      const amended = eventFromAmendment(body.event, body.event_id, reading)
      if (amended) await acceptWords(amended)
      const event = eventFromMessage(body.event, body.event_id, reading)
      if (!event) return
      const receipt = await acceptWords(event)
      // Slack shows what only one person may see in a thread alone where there is one.
      const thread = 'thread_ts' in body.event ? body.event.thread_ts : undefined
      const place: Place = { channel: event.thread.channel, ...(thread !== undefined && { thread }) }
      const asker: Asker = { team: origin.team, user: event.user.id, place }
      afterwards(async () => {
        const shown = messageOf(await asAdmin(event, receipt, origin.team))
        if (shown) await answers.show(shown, asker, client)
        // Their name, for what they decide later.
        const workspace = await workspaces.of(origin.team)
        if (workspace) await people.learn(origin.team, workspace, event.user.id)
      })
    })

  app.action(/.*/, async ({ body, action, ack, respond, client }) => {
    if (body.type !== 'block_actions') return ack()
    const element: UsedElement = action
    const name = String(element.action_id ?? '')
    if (name === homeActions.newDesign || name.startsWith(`${homeActions.example}:`)) {
      await ack()
      const initial = name === homeActions.newDesign ? undefined : String(element.value ?? '')
      const view = briefModal('', initial)
      afterwards(() => client.views.open({ trigger_id: body.trigger_id, view }))
      return
    }
    const form = formOf(element)
    const pressed = pressedAt(body)
    if (form) {
      await ack()
      const { place, shownAt } = pressed
      const meta: FormMeta = { action: actionOfForm(form), place, shownAt }
      const view = formModal(form, JSON.stringify(meta))
      afterwards(() => client.views.open({ trigger_id: body.trigger_id, view }))
      return
    }
    const wanted = actionOf(element) ?? (submitsForm(element) ? String(element.value ?? '') : undefined)
    // A choice that waits for its button, or a link.
    if (wanted === undefined) return ack()
    const origin = originOf(body)
    const values = submitsForm(element) ? valuesOfForm(body.state?.values ?? {}) : undefined
    const id = `press:${'action_ts' in action ? action.action_ts : body.trigger_id}:${pressed.user.id}`
    const event = eventFromPress(id, wanted, pressed, readingOf(origin), values)
    const receipt = await accept(event)
    await ack()
    const asker: Asker = { team: origin.team, user: pressed.user.id, place: pressed.shownAt }
    afterwards(async () => {
      const shown = messageOf(await asAdmin(event, receipt, origin.team))
      if (!shown) return
      if (body.container?.type === 'view') await answers.show(shown, asker, client)
      else await answers.respond(shown, asker, respond, client)
    })
  })

  app.view({ callback_id: briefCallback, type: 'view_submission' }, async ({ body, view, ack, client }) => {
    const origin = originOf(body)
    const user = { id: body.user.id, name: body.user.name }
    const event = eventFromBrief(wordsOf(view.state.values), view.id, user, readingOf(origin))
    const receipt = await accept(event)
    if (receipt.kind === 'refused') return ack(errorIn(view.state.values, receipt.message))
    await ack()
    const asker: Asker = { team: origin.team, user: user.id, place: { channel: user.id } }
    showAfterwards(event, receipt, asker, client)
  })

  app.view({ callback_id: formCallback, type: 'view_submission' }, async ({ body, view, ack, client }) => {
    const origin = originOf(body)
    const { action, place, shownAt } = formMetaOf(view.private_metadata)
    const pressed = { user: { id: body.user.id, name: body.user.name }, place }
    const values = valuesOfForm(view.state.values)
    const event = eventFromPress(`view:${view.id}`, action, pressed, readingOf(origin), values)
    const receipt = await accept(event)
    if (receipt.kind === 'refused') return ack(errorIn(view.state.values, receipt.message))
    await ack()
    const asker: Asker = { team: origin.team, user: body.user.id, place: shownAt }
    showAfterwards(event, receipt, asker, client)
  })

  app.shortcut(shortcuts.design, async ({ shortcut, ack, client }) => {
    await ack()
    afterwards(() => client.views.open({ trigger_id: shortcut.trigger_id, view: briefModal('') }))
  })

  app.shortcut(
    { callback_id: shortcuts.fromMessage, type: 'message_action' },
    async ({ shortcut, ack, respond, client }) => {
      const origin = originOf(shortcut)
      const event = eventFromShortcut(shortcut, readingOf(origin))
      const receipt = await accept(event)
      await ack()
      const thread = shortcut.message.thread_ts
      const asker: Asker = {
        team: origin.team,
        user: event.user.id,
        place: { channel: event.thread.channel, ...(thread !== undefined && { thread }) },
      }
      const shown = messageOf(receipt)
      if (shown) afterwards(() => answers.respond(shown, asker, respond, client))
    },
  )

  app.event('app_home_opened', async ({ body, event, client }) => {
    const origin = originOf(body)
    afterwards(async () => {
      if (event.tab !== 'home') return home.suggest(event.channel, client)
      await home.publish(event.user, readingOf(origin), client)
      // Shown at once as everybody has it; an admin that nobody knew of yet sees more.
      if (people.known(origin.team, event.user).isAdmin !== undefined) return
      const workspace = await workspaces.of(origin.team)
      const learned = workspace ? await people.learn(origin.team, workspace, event.user) : {}
      if (learned.isAdmin) await home.publish(event.user, readingOf(origin), client)
    })
  })

  // Slack's own Stop, beside the status of a thread.
  app.event('agent_session_stopped' as 'app_mention', async ({ body }) => {
    const origin = originOf(body)
    const { channel, thread_ts, user } = body.event as { channel?: string; thread_ts?: string; user?: string }
    if (!channel || !thread_ts) return
    const thread = { platform: 'slack' as const, space: origin.team, channel, thread: thread_ts }
    const design = await views.designOf(tenantOf(origin), thread)
    if (!design) return
    const pressed = { user: { id: user ?? '' }, place: { channel, thread: thread_ts } }
    const action = stopAction(design.session, design.openRound)
    await acceptWords(eventFromPress(body.event_id, action, pressed, readingOf(origin)))
  })
}

interface Named {
  readonly team_id?: string | null
  readonly team?: { readonly id?: string } | null
  readonly enterprise_id?: string | null
  readonly enterprise?: { readonly id?: string } | null
  readonly is_enterprise_install?: boolean | string
}

/**
 * Which workspace a payload of any kind is for. An event says by which installation we hear of it; in a channel that
 * two workspaces share it may have happened in the other one.
 */
function originOf(body: unknown): Origin {
  const { authorizations: [heardBy] = [], ...sent } = body as Named & { authorizations?: readonly Named[] }
  const { team_id, team, enterprise_id, enterprise, is_enterprise_install } = heardBy ?? sent
  const isWhole = is_enterprise_install === true || is_enterprise_install === 'true'
  const organisation = enterprise_id ?? enterprise?.id
  return {
    team: team_id ?? team?.id ?? organisation ?? '',
    ...(isWhole && organisation !== undefined && { enterprise: organisation }),
  }
}

/** Keeps a modal open, with what was written in it, and says why. */
const errorIn = (values: StateValues, { fallback }: OutgoingMessage) => ({
  response_action: 'errors' as const,
  errors: { [Object.keys(values)[0] ?? '']: fallback },
})

/** What a form's modal carries: the action that it sends, where its button stood, and where an answer is seen. */
interface FormMeta {
  readonly action: string
  readonly place: Place
  readonly shownAt: Place
}

/** Written by us alone. */
const formMetaOf = (text: string): FormMeta => JSON.parse(text) as FormMeta
