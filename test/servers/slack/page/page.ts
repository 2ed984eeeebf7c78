/** A page to look at what the app posted, and to act as a person, without any script. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { answerText, readBody } from '../body.js'
import { mediaTypeOf } from '../files.js'
import type { Ack, Message, Slack, StoredView } from '../server.js'
import { channelNamed, directMessages, memberNamed } from '../world.js'
import { addressOf, feedHtml, type Look, pageHtml } from './layout.js'

/** How long after an action the page is drawn again: the app mostly answers right after its acknowledgement. */
const settleMs = 300

export async function handlePage(
  slack: Slack,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  if (url.pathname === '/act' && request.method === 'POST') return act(slack, request, response)
  if (url.pathname.startsWith('/shared/')) return showFile(slack, response, url)
  if (request.method !== 'GET' || !['/', '/feed'].includes(url.pathname))
    return answerText(response, 404, 'no such page')
  const look = lookOf(slack, url.searchParams)
  const page = url.pathname === '/feed' ? feedHtml(look) : pageHtml(look)
  response.setHeader(
    'content-security-policy',
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' https:; frame-src 'self'; form-action 'self'; base-uri 'self'",
  )
  answerText(response, 200, page.html, 'text/html')
}

/** What the address names, or the first of each. */
function lookOf(slack: Slack, query: URLSearchParams): Look {
  const [first] = slack.workspaces.values()
  const workspace = slack.workspaces.get(query.get('team') ?? '') ?? first
  if (!workspace) throw new Error('There is no workspace to show')
  const [someone] = [...workspace.members.values()].filter(({ isBot }) => !isBot)
  const user = memberNamed(workspace, query.get('as') ?? someone?.name ?? '')
  const place = query.get('place') ?? [...workspace.channels.values()][0]?.name ?? 'dm'
  return {
    slack,
    workspace,
    user,
    place,
    channel: place === 'dm' ? directMessages(workspace, user.id) : channelNamed(workspace, place),
    thread: query.get('thread') || undefined,
    note: query.get('note') ?? '',
  }
}

async function act(slack: Slack, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const form = new URLSearchParams((await readBody(request)).toString())
  // Forms of other sites have no business here.
  const { origin } = request.headers
  if (origin !== undefined && new URL(origin).host !== request.headers.host)
    return answerText(response, 403, 'not from this page')
  const look = lookOf(slack, form)
  let note = ''
  try {
    const ack = await perform(look, form)
    if (ack && !ack.ok) note = `The app did not take it: ${ack.error ?? ack.status}`
    await new Promise((resolve) => setTimeout(resolve, settleMs))
  } catch (error) {
    note = error instanceof Error ? error.message : String(error)
  }
  const address = `${addressOf(look)}${note ? `&note=${encodeURIComponent(note)}` : ''}`
  response.writeHead(303, { location: address })
  response.end()
}

async function perform(look: Look, form: URLSearchParams): Promise<Ack | undefined> {
  const { slack, workspace, user } = look
  const person = slack.user(workspace.id, user.id)
  const [act, what = ''] = /^(\S*) ?([\s\S]*)$/.exec(form.get('do') ?? '')?.slice(1) ?? []
  if (act === 'write') return write(look, form.get('text') ?? '')
  if (act === 'home') return person.opensHome()
  const target = targetOf(look, form)
  const filled = filledIn(form)
  if (act === 'close') return person.closes(target as StoredView)
  if (act === 'submit') return person.submits(target as StoredView, filled)
  if (act === 'choose') return person.selects(target, what, filled[what] ?? [])
  person.fills(target, filled)
  return act === 'press' ? person.presses(target, what) : undefined
}

function write(look: Look, text: string): Promise<Ack> {
  const person = look.slack.user(look.workspace.id, look.user.id)
  const [, command, rest = ''] = /^(\/\S+)\s*([\s\S]*)$/.exec(text) ?? []
  if (command) return person.command(command, rest, look.place)
  if (text.trim() === '') throw new Error('Nothing was written')
  return person.says(look.place, text, look.thread ? { thread: look.thread } : {})
}

function targetOf(look: Look, form: URLSearchParams): Message | StoredView {
  const id = form.get('target') ?? ''
  const { workspace, channel, user } = look
  const home = workspace.homes.get(user.id)
  const found = channel.messages.get(id) ?? workspace.views.get(id) ?? (home?.id === id ? home : undefined)
  if (!found) throw new Error('That is gone')
  return found
}

/** The fields of a view that something stands in, by action_id. */
function filledIn(form: URLSearchParams): Record<string, readonly string[]> {
  const names = [...new Set(form.keys())].filter((name) => name.startsWith('field:'))
  return Object.fromEntries(
    names.flatMap((name) => {
      const values = form.getAll(name).filter((value) => value !== '')
      return values.length > 0 ? [[name.slice('field:'.length), values]] : []
    }),
  )
}

function showFile(slack: Slack, response: ServerResponse, url: URL): void {
  const [, , team = '', id = ''] = url.pathname.split('/')
  const file = slack.workspaces.get(team)?.files.get(id)
  if (!file?.content) {
    answerText(response, 404, 'no such file')
    return
  }
  const type = mediaTypeOf(file.name)
  const isPicture = type.startsWith('image/')
  response.writeHead(200, {
    'content-type': type,
    'x-content-type-options': 'nosniff',
    ...(isPicture
      ? {}
      : { 'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}` }),
  })
  response.end(file.content)
}
