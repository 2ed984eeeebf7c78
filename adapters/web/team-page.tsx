/** The team's page: its standing facts, who is told of what, what was used, and the commands. */
import type { DesignSummary } from '../../src/chat/contract.js'
import { commandTable } from '../../src/messages/from-team.js'
import type { OutgoingMessage } from '../../src/messages/message.js'
import { teamAction } from '../../src/messages/team-action.js'
import { noticeChoices } from './commands.js'
import { NoticeLine } from './composer.js'
import { Layout, type PageContext, PhoneHead } from './layout.js'
import { AnswerPlace } from './pages.js'
import { Message, type RenderContext } from './render.js'

/** What the core answered to the commands of the page's parts. */
export interface TeamAnswers {
  readonly profile: OutgoingMessage | undefined
  readonly notify: OutgoingMessage | undefined
  readonly usage: OutgoingMessage | undefined
}

export function TeamPage({
  page,
  designs,
  answers,
  answer,
  context,
}: {
  page: PageContext
  designs: readonly DesignSummary[]
  answers: TeamAnswers
  answer?: OutgoingMessage | undefined
  context: RenderContext
}) {
  return (
    <Layout title="Team · ml-architect" page={page} designs={designs} place="team">
      <div class="home team">
        <header class="home-head">
          <PhoneHead page={page} place="team" />
          <h1>Team</h1>
        </header>
        <NoticeLine />
        <AnswerPlace message={answer} context={context} />
        <div id="team" class="parts">
          <TeamParts answers={answers} context={context} />
        </div>
        {page.signedIn && (
          <p class="hint">
            ADMIN_USERS and ALLOWED_USERS know you as <code>web:{page.visitor.user.id}</code>.
          </p>
        )}
      </div>
    </Layout>
  )
}

export function TeamParts({ answers, context }: { answers: TeamAnswers; context: RenderContext }) {
  const { profile, notify, usage } = answers
  // Whoever gets the form of the profile may also say who is told.
  const mayChange = profile?.blocks.some(({ kind }) => kind === 'form') ?? false
  return (
    <>
      <Part message={profile} context={context} />
      <Part message={notify && withNoticeButtons(notify, mayChange)} context={context} />
      <Part message={usage} context={context} />
      <Part message={commands} context={context} />
    </>
  )
}

function Part({ message, context }: { message: OutgoingMessage | undefined; context: RenderContext }) {
  if (!message) return null
  return (
    <section class="sheet">
      <Message message={message} context={context} baseLevel={2} />
    </section>
  )
}

const withNoticeButtons = (message: OutgoingMessage, mayChange: boolean): OutgoingMessage => ({
  ...message,
  blocks: [
    { kind: 'heading', level: 2, text: 'Notices' },
    ...message.blocks,
    ...(mayChange
      ? [
          {
            kind: 'actions' as const,
            actions: [
              { label: 'Show all on the first page', action: teamAction('notify', noticeChoices.on) },
              { label: 'Turn off', action: teamAction('notify', noticeChoices.off) },
            ],
          },
        ]
      : []),
  ],
})

const commands: OutgoingMessage = {
  id: 'commands',
  fallback: 'Commands',
  blocks: [
    { kind: 'heading', level: 2, text: 'Commands' },
    commandTable(),
    {
      kind: 'text',
      text: 'Type one into the box of the first page, or into a thread, where it means its design.',
    },
  ],
}
