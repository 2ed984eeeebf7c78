/** The checks from words to flag: what somebody writes, and the flags it raises. */
import { describe, expect, it } from 'vitest'
import { risks } from '../../../src/design/risks/index.js'
import { briefOf } from './briefs.js'

const sentences: readonly (readonly [text: string, ...ids: string[]])[] = [
  ['serve llama 70B on one A100', 'C01'],
  ['run Whisper large on a microcontroller with 256 KB RAM', 'C01'],
  ['full fine-tune llama 8B with AdamW on one T4 in bf16, batch size 32', 'C18', 'C02'],
  ['fine-tune llama 70B on one T4', 'C02'],
  ['serve llama 7B at 2 ms per token on one A100', 'C03'],
  ['p99 under 1 ms for a 110M parameter BERT on 4 CPU cores with 512 tokens', 'C04'],
  ['speech recognition with Whisper, streaming, 300 ms latency', 'C05'],
  ['control a drone at 100 Hz with a latency of 50 ms', 'C05'],
  ['route mails to teams with the OpenAI API within 5 ms', 'C05'],
  ['classify images into 500 classes, 120 labelled photos', 'C06'],
  ['identify 200 bird species, 5 recordings per species', 'C07'],
  ['80 samples with 2,000 gene features, predict outcome', 'C07'],
  ['pretrain llama 7B from scratch on 2B tokens with 8 H100', 'C08'],
  ['recommend among 400M items for 1B users, on one A100', 'C10'],
  ['fraud detection with 0.1% positives, 99.9% accuracy, 200,000 transactions', 'C12'],
  ['Betrug erkennen, 99,5 % Genauigkeit, 0,5 % Betrug, 200.000 Zeilen', 'C12'],
  ['Detectar fraude, 99% de exactitud, 0,5% positivos, 200.000 filas', 'C12'],
  ['Détecter la fraude, exactitude de 99 %, 0,5 % de positifs, 200 000 lignes', 'C12'],
  ['detect scratches on parts with 100% recall, 2,000 photos', 'C13'],
  ['PPO to learn prices from 200,000 logged decisions, we may not explore', 'C14'],
  ['use reinforcement learning to choose which banner to show each visitor', 'C15'],
  ['forecast demand for 200 stores 28 days ahead, random train/test split', 'C16'],
  ['forecast sales 30 days ahead, 5-fold cross-validation', 'C16'],
  ['Vorhersage des Absatzes 30 Tage voraus, zufällig in Training und Test aufgeteilt', 'C16'],
  ['forecast spare parts with many zeros, judged by MAPE', 'C17'],
  ['detect fraud, 0.5% fraud, judged by accuracy, 50,000 rows', 'C17'],
  ['rank search results, judged by RMSE of clicks', 'C17'],
  ['train a ViT on images in FP8 on an A100', 'C18'],
  ['answer tickets with GPT-4, air-gapped', 'C19'],
  ['forecast 7 days, no PyTorch, no TensorFlow, no JAX', 'C19'],
  ['classify images, train with DDP on one A100', 'C20'],
  ['forecast 5 years ahead from 6 months of history, daily', 'C21'],
  ['10,000 requests per second with a 7B LLM on one L4, 200 tokens each', 'C22'],
  ['churn prediction with an LSTM, every decision must be explainable', 'C23'],
  ['predict loan default for 20,000 applicants', 'C24'],
  ['detect fraud in payments, labels arrive after 60 days, retrained weekly', 'C25'],
  ['forecast, horizon 30 days. horizon 60 days', 'C27'],
  ['detect parts in photos with YOLOv8 in a commercial product', 'C28'],
  ['a full-batch GCN on a graph of 100M nodes and 2B edges, one T4', 'C29'],
  ['find duplicates among 2M customer records by comparing every pair', 'C29'],
  ['classify images into 14 classes, 12 images per class', 'C30'],
  ['DQN for a 6-DoF arm with continuous torques', 'C31'],
  ['node2vec on a graph of 5M nodes with new nodes every day', 'C31'],
  ['churn model with SMOTE, we need calibrated probabilities, 5% churners', 'C32'],
  ['learn default from approved loans only, 30,000 rows', 'C24', 'C34'],
]

describe('what somebody writes', () => {
  it.each(sentences.map(([text, ...ids]) => [text, ids] as const))('%s: %j', (text, ids) => {
    const found = new Set(risks(briefOf(text)).map(({ id }) => id))
    expect([...found].sort()).toEqual([...ids].sort())
  })
})
