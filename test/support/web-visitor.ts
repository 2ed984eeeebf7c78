/** A visitor of the web chat without a browser: keeps the cookie, fills in the page's own forms. */
export interface Visitor {
  get(path: string): Promise<{ readonly status: number; readonly text: string; readonly url: string }>
  /** Sends the form of the last page that posts to `action`, with its hidden fields and these. */
  submit(action: string, fields: Readonly<Record<string, string>>): ReturnType<Visitor['get']>
}

export function visit(base: string): Visitor {
  const cookies = new Map<string, string>()
  let page = ''

  async function ask(path: string, init: RequestInit = {}): ReturnType<Visitor['get']> {
    const answer = await fetch(new URL(path, base), {
      ...init,
      redirect: 'manual',
      headers: {
        ...init.headers,
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      },
    })
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      cookies.set(name, value)
    }
    const next = answer.headers.get('location')
    if (answer.status >= 300 && answer.status < 400 && next !== null) return ask(next)
    page = await answer.text()
    return { status: answer.status, text: page, url: new URL(path, base).pathname }
  }

  return {
    get: (path) => ask(path),
    submit(action, fields) {
      const forms = [...page.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)]
      const form = forms.find(
        ([, tag = '']) => tag.includes(`action="${action}"`) && /method="post"/i.test(tag),
      )
      if (!form) throw new Error(`The page has no form that posts to ${action}: ${page.slice(0, 400)}`)
      const hidden = [...(form[2] ?? '').matchAll(/<input\b[^>]*type="hidden"[^>]*>/g)].map(([input]) => [
        /name="([^"]*)"/.exec(input)?.[1] ?? '',
        /value="([^"]*)"/.exec(input)?.[1] ?? '',
      ])
      return ask(action, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ ...Object.fromEntries(hidden), ...fields }),
      })
    },
  }
}
