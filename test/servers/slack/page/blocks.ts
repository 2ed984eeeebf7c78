/** Blocks as simple HTML: readable, not pretty. Buttons and inputs are plain forms. */
import { objectsOf } from '../arguments.js'
import { textIn } from '../form-state.js'
import { type Fields, isObject } from '../rules/check.js'
import type { Workspace } from '../world.js'
import { type Html, html } from './html.js'
import { linkHtml, mentionHtml, mrkdwnHtml, nameOf } from './mrkdwn.js'

/**
 * The blocks of one message or view. They stand in one form, so that a button takes along what is filled in.
 */
export const blocksHtml = (workspace: Workspace, blocks: unknown): Html =>
  html`${objectsOf(blocks).map((block) => html`<div class="block">${blockHtml(workspace, block)}</div>`)}`

function blockHtml(workspace: Workspace, block: Fields): Html {
  const elements = objectsOf(block.elements)
  switch (block.type) {
    case 'header':
      return html`<h3>${textIn(block.text)}</h3>`
    case 'divider':
      return html`<hr>`
    case 'section':
      return html`${textHtml(workspace, block.text)}${objectsOf(block.fields).map(
        (field) => html`<div class="field">${textHtml(workspace, field)}</div>`,
      )}${isObject(block.accessory) ? elementHtml(workspace, block.accessory) : undefined}`
    case 'context':
      return html`<small>${elements.map((each) =>
        each.type === 'image' ? pictureHtml(workspace, each) : html`${textHtml(workspace, each)} `,
      )}</small>`
    case 'actions':
    case 'context_actions':
      return html`${elements.map((each) => elementHtml(workspace, each))}`
    case 'image':
      return html`${textIn(block.title)}${pictureHtml(workspace, block)}`
    case 'markdown':
      return html`<pre class="words">${String(block.text)}</pre>`
    case 'rich_text':
      return richHtml(workspace, block)
    case 'table':
    case 'data_table':
      return tableHtml(workspace, block)
    case 'input':
      return html`<label>${textIn(block.label)}<br>${
        isObject(block.element) ? inputHtml(block.element) : undefined
      }</label> <small>${textIn(block.hint)}</small>`
    case 'container':
      return html`<fieldset><legend>${textIn(block.title)}</legend>${blocksHtml(workspace, block.child_blocks)}</fieldset>`
    case 'card':
      return html`<fieldset>${textHtml(workspace, block.title)}${textHtml(workspace, block.body)}${objectsOf(
        block.actions,
      ).map((each) => elementHtml(workspace, each))}</fieldset>`
    default:
      return html`<pre>${JSON.stringify(block, null, 1)}</pre>`
  }
}

const textHtml = (workspace: Workspace, text: unknown): Html =>
  isObject(text) && text.type === 'mrkdwn'
    ? html`<span class="words">${mrkdwnHtml(workspace, textIn(text))}</span>`
    : html`<span class="words">${textIn(text)}</span>`

function pictureHtml(workspace: Workspace, picture: Fields): Html {
  const id = isObject(picture.slack_file) ? String(picture.slack_file.id) : undefined
  const source = id ? `/shared/${workspace.id}/${id}` : String(picture.image_url)
  return html`<img src="${source}" alt="${String(picture.alt_text)}">`
}

function tableHtml(workspace: Workspace, block: Fields): Html {
  const settings = objectsOf(block.column_settings)
  const rows = Array.isArray(block.rows) ? (block.rows as Fields[][]) : []
  const cell = (each: Fields, column: number, tag: 'th' | 'td') => {
    const content = each.type === 'rich_text' ? richHtml(workspace, each) : html`${textIn(each)}`
    const align = settings[column]?.align === 'right' ? 'right' : 'left'
    return tag === 'th'
      ? html`<th class="${align}">${content}</th>`
      : html`<td class="${align}">${content}</td>`
  }
  return html`<table><caption>${String(block.caption ?? '')}</caption>${rows.map(
    (row, index) =>
      html`<tr>${row.map((each, column) => cell(each, column, index === 0 ? 'th' : 'td'))}</tr>`,
  )}</table>`
}

function richHtml(workspace: Workspace, block: Fields): Html {
  return html`${objectsOf(block.elements).map((part) => {
    const inside = objectsOf(part.elements)
    if (part.type === 'rich_text_list') {
      const items = inside.map((each) => html`<li>${inlineHtml(workspace, objectsOf(each.elements))}</li>`)
      return part.style === 'ordered' ? html`<ol>${items}</ol>` : html`<ul>${items}</ul>`
    }
    if (part.type === 'rich_text_preformatted') return html`<pre>${inlineHtml(workspace, inside)}</pre>`
    if (part.type === 'rich_text_quote')
      return html`<blockquote>${inlineHtml(workspace, inside)}</blockquote>`
    return html`<div class="words">${inlineHtml(workspace, inside)}</div>`
  })}`
}

function inlineHtml(workspace: Workspace, elements: readonly Fields[]): Html {
  return html`${elements.map((each) => {
    const style = isObject(each.style) ? each.style : {}
    let content = inlineContent(workspace, each)
    if (style.code) content = html`<code>${content}</code>`
    if (style.bold) content = html`<b>${content}</b>`
    if (style.italic) content = html`<i>${content}</i>`
    if (style.strike) content = html`<s>${content}</s>`
    return content
  })}`
}

function inlineContent(workspace: Workspace, each: Fields): Html {
  switch (each.type) {
    case 'user':
      return mentionHtml(`@${nameOf(workspace, String(each.user_id)) ?? each.user_id}`)
    case 'channel':
      return mentionHtml(`#${workspace.channels.get(String(each.channel_id))?.name ?? each.channel_id}`)
    case 'broadcast':
      return mentionHtml(`@${each.range}`)
    case 'emoji':
      return html`:${String(each.name)}:`
    case 'link':
      return linkHtml(String(each.url), String(each.text ?? each.url))
    default:
      return html`${String(each.text ?? each.fallback ?? '')}`
  }
}

/** Something to press, or to choose from and then press. */
function elementHtml(workspace: Workspace, element: Fields): Html {
  const id = String(element.action_id)
  if (element.type === 'image') return pictureHtml(workspace, element)
  if (element.type === 'button' || element.type === 'icon_button')
    return buttonHtml(`press ${id}`, textIn(element.text), String(element.style ?? ''))
  if (element.type === 'feedback_buttons') {
    const labels = [element.positive_button, element.negative_button].map((each) =>
      isObject(each) ? textIn(each.text) : '',
    )
    return html`${labels.map((label) => buttonHtml(`press ${label}`, label))}`
  }
  return html`${inputHtml(element)} ${buttonHtml(`choose ${id}`, 'OK')}`
}

const buttonHtml = (act: string, label: string, style = '') =>
  html`<button class="${style}" name="do" value="${act}" formnovalidate>${label}</button> `

/** A field of a form, named by its action_id. */
function inputHtml(element: Fields): Html {
  const name = `field:${String(element.action_id)}`
  const groups = objectsOf(element.option_groups).flatMap((group) => objectsOf(group.options))
  const options = [...objectsOf(element.options), ...groups]
  const initial = [element.initial_option, ...objectsOf(element.initial_options)]
    .filter(isObject)
    .map(({ value }) => value)
  if (options.length > 0) {
    const several = /^multi_|checkboxes/.test(String(element.type))
    const choices = options.map(({ text, value }) => {
      const label = textIn(text)
      return initial.includes(value)
        ? html`<option value="${String(value)}" selected>${label}</option>`
        : html`<option value="${String(value)}">${label}</option>`
    })
    return several
      ? html`<select name="${name}" multiple>${choices}</select>`
      : html`<select name="${name}"><option value=""></option>${choices}</select>`
  }
  const value = String(element.initial_value ?? element.initial_date ?? element.initial_time ?? '')
  return element.multiline === true
    ? html`<textarea name="${name}" rows="4" cols="60">${value}</textarea>`
    : html`<input name="${name}" value="${value}" size="40">`
}
