/** What Slack makes of what a person types: names become mentions, addresses links, and the rest is escaped. */
import type { Fields } from './rules/check.js'
import type { Workspace } from './world.js'

const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')

/** `@ann` → `<@U…>`, `#general` → `<#C…|general>`, `@here` → `<!here>`, an address → `<address>`. */
export function typedText(workspace: Workspace, text: string): string {
  const words = escaped(text)
    .replace(/(?<![\w.])@([\p{L}\p{N}._-]*[\p{L}\p{N}])/gu, (whole, name: string) => {
      if (['here', 'channel', 'everyone'].includes(name)) return `<!${name}>`
      const member = [...workspace.members.values()].find((each) => each.name === name)
      return member ? `<@${member.id}>` : whole
    })
    .replace(/(?<![\w&])#([\p{L}\p{N}_-]+)/gu, (whole, name: string) => {
      const channel = [...workspace.channels.values()].find(
        (each) => each.name === name && each.kind === 'public',
      )
      return channel ? `<#${channel.id}|${name}>` : whole
    })
  return words.replace(/(?<![<|\w])https?:\/\/[^\s<>]+/g, (url) => `<${url}>`)
}

/**
 * What was typed after a command. Where the app asked for it (`should_escape` of its manifest), names of people and
 * public channels become `<@U…|name>` and `<#C…|name>`; else they are left as they are.
 */
export function typedCommand(workspace: Workspace, text: string, isEscaped: boolean): string {
  if (!isEscaped) return escaped(text)
  return typedText(workspace, text).replace(/<@(\w+)>/g, (_, id: string) => {
    const name = workspace.members.get(id)?.name ?? ''
    return `<@${id}|${name}>`
  })
}

/** The block that the composer sends beside the text. */
export function typedBlocks(workspace: Workspace, text: string): Fields[] {
  const parts = typedText(workspace, text).split(/(<[^<>]+>)/)
  const elements = parts.filter((part) => part !== '').map(elementOf)
  return [{ type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] }]
}

function elementOf(part: string): Fields {
  const [, user] = /^<@(\w+)>$/.exec(part) ?? []
  if (user) return { type: 'user', user_id: user }
  const [, channel] = /^<#(\w+)\|/.exec(part) ?? []
  if (channel) return { type: 'channel', channel_id: channel }
  const [, range] = /^<!(\w+)>$/.exec(part) ?? []
  if (range) return { type: 'broadcast', range }
  const [, url] = /^<(https?:.+)>$/.exec(part) ?? []
  if (url) return { type: 'link', url: unescaped(url) }
  return { type: 'text', text: unescaped(part) }
}

const unescaped = (text: string) => text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&')
