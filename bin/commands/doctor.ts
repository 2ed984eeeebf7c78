/** `ml-architect doctor`: what is there, what is wrong, and how to mend it. */
import type { Config, Environment } from '../../src/config.js'
import { examine, type Finding } from '../../src/doctor.js'

const marks: Record<Finding['state'], string> = { good: 'ok  ', warn: 'warn', bad: 'BAD ' }

/** The platforms that are set up, each looked at by its adapter, which is loaded for it alone. */
async function examinePlatforms(config: Config): Promise<readonly Finding[]> {
  const { slack } = config
  if (!slack) return []
  const { examineSlack } = await import('../../adapters/slack/check.js')
  return examineSlack({ ...config, slack })
}

/** The exit code: 1 if something is wrong. */
export async function doctor(environment: Environment, print: (line: string) => void): Promise<number> {
  const findings = await examine(environment, examinePlatforms)
  for (const { about, state, says } of findings) print(`${marks[state]}  ${about}: ${says}`)
  const bad = findings.filter(({ state }) => state === 'bad').length
  print(
    bad === 0
      ? 'Ready: `npm start` starts everything.'
      : `${bad} ${bad === 1 ? 'thing keeps' : 'things keep'} ml-architect from running.`,
  )
  return bad === 0 ? 0 : 1
}
