/** The files of messages, rendered when they are fetched: always a download, never a page of this site. */
import type { Hono } from 'hono'
import type { Views } from '../../src/chat/contract.js'
import type { FileForm } from '../../src/messages/message.js'
import { tenant } from './events.js'
import type { Shell } from './shell.js'

export function mountDownloads(app: Hono, shell: Shell, views: Views): void {
  app.get(
    '/files/:session/:entry/:form',
    shell.forVisitor(async (c) => {
      const [session, entry, form] = ['session', 'entry', 'form'].map((name) => c.req.param(name) ?? '')
      const proposal = c.req.query('proposal')
      const known = /^[A-Z2-7]{16}$/.test(session ?? '') && /^\d{1,6}$/.test(entry ?? '')
      if (!known || !isForm(form)) return shell.notFound(c)
      if (proposal !== undefined && !/^[A-D]$/.test(proposal)) return shell.notFound(c)
      const file = await views.file(tenant, {
        session: session ?? '',
        entry: Number(entry),
        form,
        ...(proposal !== undefined && { proposal }),
        ...(c.req.query('theme') === 'dark' && { theme: 'dark' as const }),
      })
      if (!file) return shell.notFound(c)
      c.header('Content-Type', file.mediaType)
      c.header('Content-Disposition', contentDisposition(file.name))
      c.header('Content-Security-Policy', "default-src 'none'; sandbox")
      // What an entry says never changes; a picture is drawn once for each browser.
      if (form === 'picture') c.header('Cache-Control', pictureCaching)
      return c.body(typeof file.content === 'string' ? file.content : Uint8Array.from(file.content))
    }),
  )
}

const pictureCaching = 'private, max-age=86400, immutable'

const forms: Readonly<Record<FileForm, true>> = { markdown: true, json: true, picture: true, code: true }
const isForm = (name: string | undefined): name is FileForm =>
  name !== undefined && Object.hasOwn(forms, name)

/** A download's header, with a name that cannot end the header or leave the folder. */
export function contentDisposition(name: string): string {
  const plain = name.replace(/[^A-Za-z0-9._ -]/g, '_').replace(/^\.+/, '_')
  const percent = (char: string) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`
  const exact = encodeURIComponent(name.replace(/[/\\]/g, '_')).replace(/['()*]/g, percent)
  return `attachment; filename="${plain}"; filename*=UTF-8''${exact}`
}
