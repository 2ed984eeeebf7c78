/** Pages and files: forms without a script, the list of designs, downloads. */
import { describe, expect, it } from 'vitest'
import { contentDisposition } from '../../../adapters/web/downloads.js'
import { oneOfEach, sampleSession, saying } from '../../support/sample-messages.js'
import { textOf } from '../../support/web-chat.js'
import { summary, to, useWebChat } from './fixture.js'

const web = useWebChat()

describe('the page', () => {
  it('works without any script: a form for every block that asks', async () => {
    const thread = await web.newThread()
    web.design = { ...summary(thread, 'clarifying'), openRound: 1 }
    await web.chat.poster.deliver(
      { ...saying(1, 'x'), blocks: [oneOfEach.form, oneOfEach.select, oneOfEach.actions] },
      to(thread),
    )
    const html = await web.browser.page(thread)
    const forms = html
      .split('<form')
      .slice(1)
      .map((part) => part.split('</form>')[0] ?? '')
    expect(forms.filter((form) => form.includes(`action="${thread}/act"`))).toHaveLength(3)
    for (const form of forms) {
      expect(form).toContain('method="post"')
      expect(form).toMatch(/<button type="submit"/)
    }
  })

  it('lists the designs with their state and no markup of theirs', async () => {
    const thread = await web.newThread()
    web.design = summary(thread, 'proposed')
    const html = await web.browser.page('/designs')
    expect(html).toContain('Forecast &lt;sales&gt;')
    expect(textOf(html)).toContain('Proposed')
  })
})

describe('files', () => {
  it('are downloads whose name cannot leave its header', async () => {
    const response = await web.browser.go(`/files/${sampleSession}/3/markdown?proposal=B`)
    expect(response.status).toBe(200)
    expect(web.files).toEqual([{ session: sampleSession, entry: 3, form: 'markdown', proposal: 'B' }])
    expect(response.headers.get('content-disposition')).toBe(
      `attachment; filename="pro_posals____.md"; filename*=UTF-8''pro%22posals%0D%0A_%C3%A9.md`,
    )
    expect(response.headers.get('content-security-policy')).toContain('sandbox')
    expect(contentDisposition('..hidden')).toContain('filename="_hidden"')
  })

  it('that are pictures may be kept by the browser, in the theme that it asks for', async () => {
    const response = await web.browser.go(`/files/${sampleSession}/3/picture?proposal=A&theme=dark`)
    expect(response.status).toBe(200)
    expect(web.files).toEqual([
      { session: sampleSession, entry: 3, form: 'picture', proposal: 'A', theme: 'dark' },
    ])
    expect(response.headers.get('cache-control')).toMatch(/^private, max-age=\d+/)
  })

  it('that are not there, and addresses that are none, are 404', async () => {
    for (const path of [
      `/files/${sampleSession}/4/markdown`,
      `/files/${sampleSession}/3/html`,
      `/files/${sampleSession}/-1/json`,
      `/files/${sampleSession}/3/json?proposal=../x`,
      '/files/lowercase/3/json',
      '/t/short',
      '/t/abcdefghijklmnop',
    ])
      expect((await web.browser.go(path)).status).toBe(404)
  })
})
