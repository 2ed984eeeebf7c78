/** The page: channels at the side, what was said in a frame that renews itself, a box to write in. */

import { inputsOf, textIn } from '../form-state.js'
import type { Slack } from '../server.js'
import { type Channel, isRoot, type Member, type Message, repliesOf, type Workspace } from '../world.js'
import { blocksHtml } from './blocks.js'
import { type Html, html } from './html.js'
import { mrkdwnHtml, nameOf } from './mrkdwn.js'

/** What is looked at, and as whom. */
export interface Look {
  readonly slack: Slack
  readonly workspace: Workspace
  readonly user: Member
  readonly channel: Channel
  readonly place: string
  readonly thread: string | undefined
  readonly note: string
}

export function addressOf(
  look: Look,
  change: Partial<Record<'team' | 'as' | 'place' | 'thread', string>> = {},
  path = '/',
) {
  const query = new URLSearchParams({
    team: look.workspace.id,
    as: look.user.name,
    place: look.place,
    ...(look.thread && change.place === undefined ? { thread: look.thread } : {}),
    ...change,
  })
  if (query.get('thread') === '') query.delete('thread')
  return `${path}?${query}`
}

const style = `body{font:15px system-ui;margin:0;display:flex;min-height:100vh}nav{width:13em;padding:1em;background:#eee}
main{flex:1;padding:1em;display:flex;flex-direction:column}iframe{flex:1;min-height:60vh;border:1px solid #ccc}
form{display:inline}.words{white-space:pre-wrap}.block{margin:.3em 0}.only{background:#fffbe6}img{max-width:100%;max-height:24em;display:block}
table{border-collapse:collapse}td,th{border:1px solid #bbb;padding:.2em .5em}.right{text-align:right}.left{text-align:left}
.primary{background:#007a5a;color:#fff}.danger{background:#b00;color:#fff}pre{background:#f6f6f6;padding:.4em;white-space:pre-wrap}
article{border-bottom:1px solid #ddd;padding:.5em}mark{background:#dbeafe}.feed{display:block;padding:.5em}dialog{position:static;margin:1em 0}`

const documentHtml = (title: string, body: Html, head: Html = html``, kind = '') =>
  html`<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title><style>${{ html: style }}</style>${head}</head><body class="${kind}">${body}</body></html>`

export function pageHtml(look: Look): Html {
  const { slack, workspace, user, channel } = look
  const people = [...workspace.members.values()].filter(({ isBot }) => !isBot)
  const channels = [...workspace.channels.values()].filter(
    ({ kind, members }) => kind === 'public' || (kind === 'private' && members.has(user.id)),
  )
  const title = look.place === 'dm' ? 'Direct messages' : `#${channel.name}`
  const modal = slack.user(workspace.id, user.id).modal()
  return documentHtml(
    `${title} in ${workspace.name}`,
    html`<nav><p>${[...slack.workspaces.keys()].map((id) => html`<a href="/?team=${id}">${id}</a> `)}</p>
<p>You are ${people.map(({ name }) =>
      name === user.name
        ? html`<b>${name}</b> `
        : html`<a href="${addressOf(look, { as: name })}">${name}</a> `,
    )}</p><ul>${channels.map(
      ({ name }) => html`<li><a href="${addressOf(look, { place: name })}">#${name}</a></li>`,
    )}<li><a href="${addressOf(look, { place: 'dm' })}">ml-architect</a></li></ul>
<form method="post" action="/act">${hiddenFields(look)}<button name="do" value="home">Open the home tab</button></form>
<p>${slack.sockets.connections} sockets, ${slack.calls.length} calls, ${slack.deliveries.length} deliveries</p></nav>
<main><h2>${title}${look.thread ? html` · thread <a href="${addressOf(look, { thread: '' })}">back</a>` : undefined}</h2>
${look.note ? html`<p role="status">${look.note}</p>` : undefined}
${modal ? modalHtml(look, modal.id) : undefined}
<iframe title="Messages" src="${addressOf(look, {}, '/feed')}"></iframe>
<form method="post" action="/act">${hiddenFields(look)}<input type="hidden" name="do" value="write">
<input name="text" aria-label="Message or command" size="80" placeholder="A message, or ${slack.app.commands[0] ?? ''} …" autofocus> <button>Send</button></form></main>`,
  )
}

/** What is said, or the home tab; renewed every few seconds unless somebody may be filling something in. */
export function feedHtml(look: Look): Html {
  const { slack, workspace, channel, user, place, thread } = look
  const person = slack.user(workspace.id, user.id)
  const messages = person.sees(place, thread)
  const home = place === 'dm' && !thread ? person.home() : undefined
  const status = thread ? slack.status(workspace.id, channel.id, thread) : ''
  const hasInputs = [...messages, home?.view].some((each) => inputsOf(each?.blocks).length > 0)
  return documentHtml(
    'Messages',
    html`${hasInputs ? html`<p><a href="${addressOf(look, {}, '/feed')}" target="_self">Renew</a></p>` : undefined}
${home ? html`<details open><summary>Home tab</summary>${targetHtml(look, home.id, blocksHtml(workspace, home.view.blocks))}</details>` : undefined}
${messages.map((message) => messageHtml(look, message))}${status ? html`<p><i>ml-architect ${status}</i></p>` : undefined}`,
    html`${hasInputs ? undefined : html`<meta http-equiv="refresh" content="4">`}<base target="_top">`,
    'feed',
  )
}

function messageHtml(look: Look, message: Message): Html {
  const { workspace, channel } = look
  const replies = isRoot(message) ? repliesOf(channel, message.ts).length : 0
  const time = new Date(Number(message.ts) * 1000).toISOString().slice(11, 19)
  const files = (message.files ?? []).map(
    (id) =>
      html`<a href="/shared/${workspace.id}/${id}" target="_blank">${workspace.files.get(id)?.title ?? id}</a> `,
  )
  const remarks = [message.onlyFor && ', only you see this', message.editedTs && ', edited'].filter(Boolean)
  const thread = html`<small><a href="${addressOf(look, { thread: message.threadTs ?? message.ts })}">${replies} replies</a></small>`
  return html`<article class="${message.onlyFor ? 'only' : ''}"><b>${nameOf(workspace, message.user) ?? message.user}</b>
<small>${time}${remarks.join('')}</small>
${message.blocks ? targetHtml(look, message.ts, blocksHtml(workspace, message.blocks)) : html`<div class="words">${mrkdwnHtml(workspace, message.text)}</div>`}
${files}${look.thread ? undefined : thread}</article>`
}

function modalHtml(look: Look, id: string): Html {
  const view = look.workspace.views.get(id)?.view ?? {}
  return html`<dialog open><h3>${textIn(view.title)}</h3>${targetHtml(
    look,
    id,
    html`${blocksHtml(look.workspace, view.blocks)}<button name="do" value="submit">${textIn(view.submit) || 'Submit'}</button>
<button name="do" value="close">${textIn(view.close) || 'Close'}</button>`,
  )}</dialog>`
}

const hiddenFields = (look: Look) =>
  html`<input type="hidden" name="team" value="${look.workspace.id}"><input type="hidden" name="as" value="${look.user.name}"><input type="hidden" name="place" value="${look.place}"><input type="hidden" name="thread" value="${look.thread ?? ''}">`

/** The form around a message or a view. Its first button is what Enter presses: it keeps what is filled in. */
const targetHtml = (look: Look, target: string, content: Html): Html =>
  html`<form method="post" action="/act" target="_top">${hiddenFields(look)}<input type="hidden" name="target" value="${target}"><button name="do" value="fill" hidden>Keep</button>${content}</form>`
