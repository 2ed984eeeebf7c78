/** The web chat on a real HTTP server and a real Redis, without workers, and a browser without scripts to use it. */
import { randomBytes } from 'node:crypto'
import { createHttpServer } from '../../adapters/http.js'
import { createAdapterRegistry } from '../../adapters/registry.js'
import type { ChatAdapter } from '../../src/chat/contract.js'
import { type Behind, noViews } from '../contracts/chat-adapter.js'

export interface WebChat {
  readonly address: string
  readonly adapter: ChatAdapter
  readonly poster: ChatAdapter
  stop(): Promise<void>
}

export interface WebChatOptions extends Partial<Behind> {
  readonly token?: string
  readonly publicUrl?: string
  readonly allowedHosts?: readonly string[]
}

export async function startWebChat(redisUrl: string, options: WebChatOptions = {}): Promise<WebChat> {
  const { accept = async () => ({ kind: 'accepted', session: 'ABCDEFGHIJKLMNOP' }), views = noViews } =
    options
  const config = {
    webChat: true,
    retentionDays: 90,
    ...(options.token && { webChatToken: options.token }),
    ...(options.publicUrl && { publicUrl: options.publicUrl }),
  }
  const http = createHttpServer({
    host: '127.0.0.1',
    port: 0,
    allowedHosts: options.allowedHosts ?? [],
    health: async () => undefined,
  })
  const quiet = { redisUrl, onError: () => undefined }
  const listening = createAdapterRegistry({ config, ...quiet, app: http.app })
  const posting = createAdapterRegistry({ config, ...quiet })
  const [adapter, poster] = [listening.adapters.get('web'), posting.adapters.get('web')]
  if (!adapter || !poster) throw new Error('Expected a web adapter.')
  await adapter.start(accept, views)
  const [address] = await http.listen()
  if (!address) throw new Error('Expected an address.')
  return {
    address,
    adapter,
    poster,
    async stop() {
      await posting.stop()
      await listening.stop()
      await http.stop()
    },
  }
}

export const newEventId = () => randomBytes(12).toString('hex')

/** Follows cookies and form tokens as a browser does, and runs no script. */
export function createBrowser(address: string) {
  let cookie = ''
  async function go(path: string, init: RequestInit = {}): Promise<Response> {
    const response = await fetch(`${address}${path}`, {
      redirect: 'manual',
      ...init,
      headers: { ...(cookie && { cookie }), ...Object.fromEntries(new Headers(init.headers)) },
    })
    const given = response.headers.get('set-cookie')?.split(';')[0]
    if (given) cookie = given
    return response
  }
  const browser = {
    go,
    get cookie() {
      return cookie
    },
    set cookie(value: string) {
      cookie = value
    },
    async page(path: string): Promise<string> {
      return (await go(path)).text()
    },
    /** The form token of a page. */
    async token(path = '/'): Promise<string> {
      return /name="csrf" value="([^"]*)"/.exec(await browser.page(path))?.[1] ?? ''
    },
    /** Sends a form with the page's token. */
    async post(
      path: string,
      fields: Readonly<Record<string, string>>,
      headers: Readonly<Record<string, string>> = {},
    ): Promise<Response> {
      const csrf = await browser.token()
      return go(path, {
        method: 'POST',
        headers: { origin: address, ...headers },
        body: new URLSearchParams({ csrf, event: newEventId(), ...fields }),
      })
    },
  }
  return browser
}

/** The text of HTML as a person reads it. */
export function textOf(html: string): string {
  return html
    .replace(/<(script|style|head)[\s\S]*?<\/\1>/g, '')
    .replace(/<[^>]*>/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&')
}
