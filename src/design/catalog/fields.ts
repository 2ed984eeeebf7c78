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
import { signals } from './signals/field.js'
import { tabular } from './tabular/field.js'
import { vision } from './vision/field.js'

/** Every domain has its field, in the order in which people are told of them. */
const byDomain: Readonly<Record<Domain, Field>> = {
  time_series: forecasting,
  vision,
  audio,
  language,
  recommendation,
  reinforcement_learning: reinforcement,
  tabular,
  multi_task: multiTask,
  anomaly_detection: anomalyDetection,
  graph,
  multimodal,
  signals,
}

export const fields: readonly Field[] = Object.values(byDomain)

/** The field that designs for a brief. Throws a RangeError where its domain is not known. */
export function fieldFor({ domain }: Brief): Field {
  if (!domain) throw new RangeError('Expected a brief with a domain. Received: none')
  return byDomain[domain.value]
}

/** Families of all fields. */
export const allFamilies: readonly Family[] = fields.flatMap(({ families }) => families)
