/** The checks that a proposal passes before it leaves (design.md 5.5). One that fails is a fault of ours. */
import type { Candidate } from '../catalog/candidate.js'
import type { Field } from '../catalog/field.js'
import { infer } from '../catalog/inference.js'
import { brokenLimits } from '../catalog/limits.js'
import { type Problem, withoutAssumed } from '../catalog/problem.js'
import { type Check, type FigureName, figureNames, type Proposal } from '../proposal.js'
import { show } from '../spec/shape.js'
import type { ModelSpec } from '../spec/spec.js'
import { danglingPlaceholders } from './placeholders.js'

/** A proposal that does not hold what it says: never shown, always a fault of the catalogue. */
export class UnsoundProposal extends Error {
  readonly code = 'unsound-proposal'
  constructor(proposal: string, failed: readonly Check[]) {
    const details = failed.map(({ name, detail }) => `${name} (${detail})`).join('; ')
    super(`The proposal ${proposal} fails its own checks: ${details}`)
    this.name = 'UnsoundProposal'
  }
}

type Draft = Omit<Proposal, 'checks'>

/** @param all the drafts of the set, which the prose may cite. Throws UnsoundProposal. */
export function checked(
  draft: Draft,
  candidate: Candidate,
  field: Field,
  problem: Problem,
  all: readonly Draft[],
): Proposal {
  const checks = [
    parts(draft, problem),
    output(draft, field, problem),
    limits(candidate, problem),
    figures(draft),
    files(draft),
    prose(draft, all),
  ]
  const failed = checks.filter(({ passed }) => !passed)
  if (failed.length > 0) throw new UnsoundProposal(draft.name, failed)
  return { ...draft, checks }
}

function parts({ parts }: Draft, problem: Problem): Check {
  const issues = parts.flatMap((part) => {
    if (part.kind !== 'network') return []
    const result = infer(part.spec, problem.framework)
    return result.ok ? [] : result.issues.map(({ path, message }) => `${path}: ${message}`)
  })
  const layers = parts.reduce((n, part) => n + (part.kind === 'network' ? part.layers.length : 0), 0)
  const good = layers > 0 ? `shapes agree through ${layers} rows of layers` : 'no layers to check'
  return { name: 'parts are valid', passed: issues.length === 0, detail: issues[0] ?? good }
}

/** What was asked for, and what the main network really gives. */
function output({ outputs, parts }: Draft, field: Field, problem: Problem): Check {
  const fault = field.outputFault?.(problem, outputs)
  const [main] = parts
  const shapes = outputs.map(({ shape }) => show(shape))
  const given = main?.kind === 'network' ? givenBy(main.spec, problem) : shapes
  const same = given.join() === shapes.join()
  const detail =
    fault ??
    (same ? shapes.join(', ') : `it promises ${shapes.join(', ')}, the network gives ${given.join(', ')}`)
  return { name: 'output is what was asked for', passed: !fault && same && outputs.length > 0, detail }
}

function givenBy(spec: ModelSpec, { framework }: Problem): string[] {
  const result = infer(spec, framework)
  return result.ok ? result.typed.outputs.map(({ type }) => show(type.shape)) : []
}

function limits({ assessment, overAssumed }: Candidate, problem: Problem): Check {
  const broken = brokenLimits(overAssumed ? withoutAssumed(problem) : problem, assessment)
  const detail = broken.map(({ reason }) => reason).join('; ') || 'every limit is held with its margin'
  return { name: 'limits are held', passed: broken.length === 0, detail }
}

function figures({ figures, unknown }: Draft): Check {
  const bad = figureNames.filter((name: FigureName) => {
    const figure = figures[name]
    if (!figure) return !unknown[name]
    const { value, low, high, formula, source } = figure
    const numbers = [value, low, high].every((n) => Number.isFinite(n) && n >= 0)
    return !numbers || low > value || value > high || formula === '' || source === ''
  })
  const missing = figureNames.filter((name) => !figures[name])
  const detail =
    bad.length > 0
      ? `without value or reason: ${bad.join(', ')}`
      : `${figureNames.length - missing.length} computed${missing.length > 0 ? `, ${missing.length} unknown with a reason` : ''}`
  return { name: 'figures are computed', passed: bad.length === 0, detail }
}

/** Every file that the plan names is listed, and every listed one is named. */
function files({ plan, files }: Draft): Check {
  const named = new Set(
    plan.flatMap((step) => [...step.matchAll(/`((?:src|tests)\/[^`]+)`/g)].map((m) => m[1])),
  )
  const paths = files.map(({ path }) => path)
  const unlisted = [...named].filter((path) => !paths.some((known) => known === path))
  const unnamed = paths.filter((path) => !named.has(path))
  const twice = paths.filter((path, i) => paths.indexOf(path) !== i)
  const odd = [...unlisted, ...unnamed, ...twice]
  const detail =
    odd.length > 0
      ? `not both planned and listed once: ${odd.join(', ')}`
      : `${paths.length} files, all in the plan`
  return { name: 'files are accounted for', passed: odd.length === 0, detail }
}

function prose(draft: Draft, all: readonly Draft[]): Check {
  const { training } = draft
  const texts = [
    draft.overview,
    ...draft.parts.map((part) => (part.kind === 'estimator' ? part.description : '')),
    training.loss,
    training.optimizer,
    training.schedule,
    training.precision,
    training.distribution,
    ...training.regularization,
    ...training.evaluation,
    ...draft.tradeoffs.flatMap(({ thisApproach, alternative }) => [thisApproach, alternative]),
    ...draft.plan,
    ...draft.files.map(({ purpose }) => purpose),
    ...draft.risks,
  ]
  const dangling = texts.flatMap((text) => danglingPlaceholders(text, draft, all))
  const detail = dangling.length > 0 ? `cites no figure: ${dangling.join(', ')}` : 'every cited figure exists'
  return { name: 'prose cites computed figures', passed: dangling.length === 0, detail }
}
