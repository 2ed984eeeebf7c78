/** Words of a blueprint that somebody may not know, in one sentence each. */

const terms: readonly (readonly [RegExp, string])[] = [
  // How results are judged
  [
    /\bpinball\b|\bquantile loss\b/,
    'Pinball loss: the error of a quantile; a P90 forecast pays 9 times as much for being too low as for being too high.',
  ],
  [
    /\bwape\b/,
    'WAPE: the sum of absolute errors over the sum of actual values, as a share; it stays defined where single values are zero.',
  ],
  [/\bmase\b/, 'MASE: the mean absolute error over that of the naive forecast; under 1 beats it.'],
  [
    /\bmape\b/,
    'MAPE: the mean of absolute errors, each over its actual value; undefined where a value is zero.',
  ],
  [/\brmse\b/, 'RMSE: the root of the mean squared error; large errors weigh most.'],
  [/\bmae\b/, 'MAE: the mean absolute error, in the unit of what is predicted.'],
  [
    /\b(back ?test\w*|rolling.origin)\b/,
    'Rolling-origin backtest: the forecast is made as of several past dates, each time with only what was known then, and compared with what came.',
  ],
  [
    /\bcoverage\b/,
    'Coverage: the share of actual values inside the interval; a P10-P90 interval should hold 80% of them.',
  ],
  [
    /\b(pr.auc|average precision)\b/,
    'PR-AUC: the area under precision against recall over all thresholds; what to read where positives are rare.',
  ],
  [
    /\b(roc.auc|auroc|auc)\b/,
    'ROC-AUC: the chance that a positive example is scored above a negative one; 0.5 is guessing.',
  ],
  [/\bf1\b/, 'F1: the harmonic mean of precision and recall at one threshold.'],
  [
    /\bprecision\b.*\brecall\b|\brecall\b.*\bprecision\b/,
    'Precision: the share of alarms that are right. Recall: the share of cases that are found.',
  ],
  [
    /\brecall ?@ ?k\b|\brecall@/,
    'Recall@k: the share of what a user went on to choose that is among the first k recommended.',
  ],
  [/\bndcg\b/, 'NDCG@k: how near the right items are to the top of a list of k; 1 is the best order.'],
  [/\bm?map\b/, 'mAP: the mean over classes of the average precision, here at overlaps of box and object.'],
  [/\b(iou|dice)\b/, 'IoU and Dice: how much of two areas overlaps, 0 to 1.'],
  [
    /\b(wer|cer)\b/,
    'WER, CER: words (or characters) to insert, delete or replace, over those that were said.',
  ],
  [/\bcalibrat\w*\b/, 'Calibrated: of the cases that get 80%, 80% come true.'],
  [
    /\bperplexity\b/,
    'Perplexity: among how many equally likely tokens the model is undecided, on average; lower is better.',
  ],
  [
    /\boff.policy evaluation\b|\bope\b|\bips\b/,
    'Off-policy evaluation: what a new policy would have earned, from the decisions and outcomes that another one logged.',
  ],
  [/\bstratif\w*\b/, 'Stratified split: every part has the same share of each class.'],
  [
    /\bcross.?validation\b/,
    'Cross-validation: trained several times, each time judged on another part that was left out.',
  ],
  // Data and time
  [/\blook-?back\b/, 'Look-back: how many past steps the model reads for one forecast.'],
  [/\bhorizon\b/, 'Horizon: how far ahead is predicted.'],
  [
    /\b(p10|p50|p90|quantiles?)\b/,
    'P10, P50, P90: values that the future stays under with 10, 50 and 90% probability.',
  ],
  [
    /\bseries\b/,
    'A series: the values of one thing (a store, a sensor, a product) over time, one after the other.',
  ],
  [/\bcold.?start\b/, 'Cold start: a user or item that nothing is known of yet.'],
  [
    /\bimplicit\b|\bexplicit feedback\b/,
    'Implicit feedback is what users do (clicks, purchases); explicit is what they say (ratings).',
  ],
  [
    /\b(data )?augment\w*\b/,
    'Augmentation: training examples changed in ways that leave their label right (flipped, cropped, noisy).',
  ],
  [
    /\bleak(age|s)?\b/,
    'Leakage: something in training that would not be known when the model is asked; scores look better than they are.',
  ],
  [/\bclass imbalance\b|\bimbalanced\b/, 'Imbalance: one class is much rarer than the others.'],
  // Models
  [
    /\blstms?\b|\bgrus?\b|\brecurrent\b/,
    'LSTM and GRU: recurrent networks that read a sequence step by step and carry a memory along.',
  ],
  [
    /\btransformers?\b|\b(self.)?attention\b/,
    'Transformer: a network in which every position of a sequence weighs every other one (attention).',
  ],
  [
    /\bgradient.boost\w*\b|\bboosted trees\b|\bgbdt\b|\blightgbm\b|\bxgboost\b/,
    'Gradient-boosted trees: many small decision trees, each correcting the sum of those before it.',
  ],
  [
    /\bpre-?trained\b|\bbackbone\b/,
    'Pretrained backbone: a network whose weights were learned on a large public data set; only what comes after is learned from yours.',
  ],
  [/\bfine.?tun\w*\b/, 'Fine-tuning: training goes on from published weights with your data.'],
  [
    /\bfrozen\b|\blinear probe\b/,
    'Frozen: the published weights stay as they are, and only a small model on their features is learned.',
  ],
  [
    /\bq?lora\b|\badapters?\b/,
    'LoRA: small matrices beside frozen weights are trained instead of the weights; QLoRA keeps the frozen ones in 4 bits.',
  ],
  [
    /\brag\b|\bretrieval.augment\w*\b/,
    'Retrieval-augmented generation: passages are looked up first, and the model answers from them.',
  ],
  [
    /\bembeddings?\b/,
    'Embedding: a list of numbers for a thing (word, item, image), near for things that are alike.',
  ],
  [
    /\btwo.?tower\b/,
    'Two-tower: one network makes a vector of the user, another of the item; what is near is recommended.',
  ],
  [
    /\bmatrix factori[sz]ation\b|\bals\b/,
    'Matrix factorisation: users and items get vectors whose product gives who chose what.',
  ],
  [
    /\b(ann|hnsw|faiss|vector (search|index))\b/,
    'Vector search: the nearest vectors to a given one; exact by comparing all, or approximate with an index such as HNSW.',
  ],
  [
    /\bautoencoders?\b/,
    'Autoencoder: a network that squeezes its input and restores it; what it restores badly is unusual.',
  ],
  [
    /\bmixture.of.experts\b|\bmmoe\b|\bgating\b/,
    'Mixture of experts: several sub-networks, and a gate that weighs them for each example or task.',
  ],
  [
    /\bmessage.passing\b|\bgraphsage\b|\bgcn\b|\bgnn\b/,
    'Message passing: each node of a graph mixes its features with those of its neighbours, several times.',
  ],
  [
    /\bbandits?\b/,
    'Bandit: chooses one of several actions, sees the reward of that one, and learns which is best while choosing.',
  ],
  [
    /\bppo\b|\bpolicy gradient\b/,
    'PPO: learns a policy by small steps towards actions that earned more than expected.',
  ],
  [
    /\bdqn\b|\bq-?learning\b/,
    'Q-learning: learns what each action is worth from here on, and takes the best.',
  ],
  [
    /\bseasonal naive\b|\bnaive\b/,
    'Seasonal naive: repeats what was one cycle ago; the bar that every forecast has to beat.',
  ],
  [
    /\bbaseline\b/,
    'Baseline: the plainest thing that could work; another model must beat it to be worth its upkeep.',
  ],
  [
    /\bcontrastive\b/,
    'Contrastive learning: pairs that belong together are pulled near each other, all others in the batch are pushed apart.',
  ],
  [
    /\bbm25\b|\btf.?idf\b/,
    'BM25, TF-IDF: texts are matched by the words they share, rare words counting most.',
  ],
  [/\bre-?rank\w*\b/, 'Re-ranking: a slower, better model sorts the few candidates that a fast one found.'],
  [
    /\bcross.?entropy\b|\blog.?loss\b/,
    'Cross-entropy: minus the logarithm of the probability that was given to the right class.',
  ],
  [/\bfocal loss\b/, 'Focal loss: cross-entropy that counts easy examples less, for classes that are rare.'],
  [/\bhuber\b/, 'Huber loss: squared for small errors, absolute for large ones, so that outliers pull less.'],
  [/\bctc\b/, 'CTC: a loss that sums over all ways in which frames of sound can line up with a text.'],
  [
    /\b(log.?)?mel\b|\bspectrogram\b/,
    'Mel spectrogram: how loud sound is in each band of pitch, from moment to moment.',
  ],
  [
    /\blabel smoothing\b/,
    'Label smoothing: the right class is asked for with a little less than certainty, against over-confidence.',
  ],
  [
    /\badamw?\b/,
    'AdamW: gradient descent with a step size of its own for each weight, and weight decay apart from it.',
  ],
  [
    /\bgradient clip\w*\b/,
    'Gradient clipping: a gradient that is too long is shortened, so that one batch cannot throw the weights off.',
  ],
  [
    /\b(layer|batch|group) ?norm\w*\b/,
    'Normalisation layers: activations are brought to mean 0 and deviation 1 (over a layer, a batch or a group).',
  ],
  [
    /\bresidual\b|\bskip connection\w*\b/,
    'Residual connection: the input of a block is added to its output, which keeps deep networks trainable.',
  ],
  [/\bisolation forest\b/, 'Isolation forest: what few random cuts set apart from the rest is unusual.'],
  [
    /\bconformal\b/,
    'Conformal prediction: intervals or sets that hold the truth as often as promised, from the errors on held-out data.',
  ],
  [/\breward\b/, 'Reward: the number that says how good an action was; what a policy learns to collect.'],
  [
    /\bsim.?to.?real\b|\bdomain randomi[sz]ation\b/,
    'Domain randomisation: the simulator varies what is uncertain (friction, mass, delay), so that the policy stands the real thing.',
  ],
  [/\bdistill\w*\b/, 'Distillation: a small model learns to answer as a large one does.'],
  [
    /\b(hard )?negatives?\b|\bnegative sampling\b/,
    'Negatives: examples of what does not belong together, drawn at random or chosen because they are hard.',
  ],
  // Training and running
  [/\bflops?\b/, 'FLOPs: arithmetic of one answer; a multiply-accumulate counts as 2.'],
  [/\bparam(eter)?s?\b/, 'Parameters: the numbers that a model learns and stores.'],
  [/\bp9[059]\b|\bpercentiles?\b/, 'p99: 99 of 100 answers come faster than that.'],
  [/\blatency\b/, 'Latency: the time from a request to its answer.'],
  [/\bthroughput\b/, 'Throughput: answers in a second.'],
  [
    /\bddp\b|\bdata parallel\b/,
    'Data parallel (DDP): every device holds the whole model and a part of the batch.',
  ],
  [/\bfsdp\b|\bzero\b/, 'FSDP/ZeRO: weights, gradients and optimizer states are split over the devices.'],
  [
    /\bgradient accumulation\b|\baccumulat\w*\b/,
    'Gradient accumulation: several small batches are added up before one step, as one large batch.',
  ],
  [
    /\bmixed precision\b|\bb?f(p)?16\b/,
    'Mixed precision: 16-bit numbers where they suffice, 32-bit ones where they are needed.',
  ],
  [
    /\bquanti[sz]\w*\b|\bint8\b/,
    'Quantisation: weights (and activations) are kept in 8 or fewer bits, to be smaller and faster.',
  ],
  [/\bwarm-?up\b/, 'Warm-up: the learning rate rises over the first steps before it falls.'],
  [/\bcosine\b/, 'Cosine schedule: the learning rate falls along half a cosine, slowly at both ends.'],
  [/\blearning rate\b/, 'Learning rate: how far the weights move in one step.'],
  [/\bepochs?\b/, 'Epoch: once through the training data.'],
  [
    /\bweight decay\b/,
    'Weight decay: pulls weights towards zero a little at every step, against overfitting.',
  ],
  [/\bdropout\b/, 'Dropout: a random share of activations is left out while training, against overfitting.'],
  [
    /\bearly.stop\w*\b/,
    'Early stopping: training ends when the validation metric has not improved for a while; the best weights are kept.',
  ],
  [
    /\boverfit\w*\b/,
    'Overfitting: learning the training examples by heart instead of what they have in common.',
  ],
  [
    /\bkv.?cache\b/,
    'KV cache: what attention keeps of earlier tokens, so that they are not computed again for each new one.',
  ],
  [
    /\broofline\b/,
    'Roofline: the time is the larger of arithmetic over peak speed and bytes over bandwidth.',
  ],
  [/\bshap\b/, 'SHAP: how much each input moved one prediction away from the average.'],
  [
    /\bquality prior\b|\bprior\b/,
    'Quality prior: how good such models tend to be on such data, 0 to 1, from the literature named beside it; a working value until your own test replaces it.',
  ],
]

const asksMeaning =
  /\b(mean|means|meaning|meant|stands? for|define|definition|bedeutet|heis+t|significa|veut dire|signifie)\b|^\W*(what|was|que|qu)('s| is| are| ist| sind| es| son|'est-ce que)\b|^\W*(explain|erklare?)\b|\bc'est quoi\b|\bqu'est-ce qu\w*\b|^\W*(what|was|que|quoi)\?*\W*$/

/** @param words folded; undefined where no meaning is asked for, or of no word that is known here */
export function meaning(words: string): string | undefined {
  return asksMeaning.test(words) ? terms.find(([pattern]) => pattern.test(words))?.[1] : undefined
}
