/** The table of fields: a new one is one folder and one line. */
import type { Brief, Domain } from '../brief/brief.js'
import { anomalyDetection } from './anomaly/field.js'
import { audio } from './audio/field.js'
import type { Family } from './family.js'
import type { Field } from './field.js'
import { forecasting } from './forecasting/field.js'
import { graph } from './graph/field.js'
import { language } from './language/field.js'
import { multiTask } from './multi-task/field.js'
import { multimodal } from './multimodal/field.js'
import { recommendation } from './recommendation/field.js'
import { reinforcement } from './reinforcement/field.js'
import { tabular } from './tabular/field.js'
import { vision } from './vision/field.js'

/** In the order in which people are told of them. */
export const fields: readonly Field[] = [
  forecasting,
  vision,
  audio,
  language,
  recommendation,
  reinforcement,
  tabular,
  multiTask,
  anomalyDetection,
  graph,
  multimodal,
]

/** The field of a domain; undefined for one that has no catalogue yet. */
export const fieldOf = (domain: Domain | undefined): Field | undefined =>
  fields.find((field) => field.domain === domain)

/** The field that designs for a brief: its domain's. Throws a RangeError where there is none. */
export function fieldFor({ domain }: Brief): Field {
  const field = fieldOf(domain?.value)
  if (!field) throw new RangeError(`Expected a domain with a catalogue. Received: ${domain?.value ?? 'none'}`)
  return field
}

/** Families of all fields. */
export const allFamilies: readonly Family[] = fields.flatMap(({ families }) => families)
