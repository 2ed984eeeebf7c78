/** A page to look at what the app posted, and to act as a person. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { answerText } from './body.js'
import type { Slack } from './server.js'

export async function handlePage(
  _slack: Slack,
  _request: IncomingMessage,
  response: ServerResponse,
  _url: URL,
): Promise<void> {
  answerText(response, 404, 'no such page')
}
