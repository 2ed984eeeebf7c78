/**
 * Families of models that people ask for or rule out by name, in every field: the name kept in a brief, what it is
 * called, and the words for it (folded; `-` joins the parts of a name, `_` the words of a phrase). Families of the
 * catalogue answer to these names. A word stands for the most specific family; a general one (`neural`) holds others.
 */

type FamilyRow = readonly [name: string, title: string, words: string]

const familyTable = [
  // Sequences
  ['lstm', 'LSTM', 'lstm lstms bilstm'],
  ['gru', 'GRU', 'gru grus'],
  ['recurrent', 'recurrent networks', 'rnn rnns recurrent deepar'],
  [
    'transformer',
    'Transformers',
    'transformer transformers patchtst itransformer attention tft informer autoformer bert roberta deberta modernbert distilbert minilm segformer beats ast ft-transformer',
  ],
  ['convolution', 'convolutional networks', 'tcn convolutional cnn cnns convnet convnets ds-cnn'],
  ['state space', 'state space models', 'mamba s4'],
  ['rocket', 'random convolutions', 'rocket minirocket multirocket hydra'],
  ['inception', 'Inception networks', 'inceptiontime inception'],
  // Forecasting
  ['naive', 'seasonal naive', 'naive'],
  ['smoothing', 'exponential smoothing', 'ets smoothing holt-winters'],
  ['arima', 'ARIMA', 'arima sarima'],
  ['prophet', 'Prophet', 'prophet'],
  ['nhits', 'N-HiTS', 'nhits n-hits'],
  ['nbeats', 'N-BEATS', 'n-beats nbeats'],
  ['pretrained', 'pretrained forecasters', 'chronos timesfm moirai'],
  // Tables
  ['linear', 'linear models', 'dlinear nlinear linear logistic ridge lasso glm elastic_net scorecard'],
  [
    'trees',
    'boosted trees',
    'lightgbm lgbm xgboost catboost gbdt gbm boosting boosted trees tree forest forests random_forest random_forests decision_tree decision_trees',
  ],
  ['additive', 'additive models', 'ebm gam gams'],
  ['mlp', 'multilayer perceptrons', 'mlp mlps perceptron perceptrons'],
  ['tabpfn', 'TabPFN', 'tabpfn'],
  ['tabnet', 'TabNet', 'tabnet'],
  ['svm', 'support vector machines', 'svm svms'],
  ['nearest neighbours', 'nearest neighbours', 'knn k-nn'],
  ['gaussian process', 'Gaussian processes', 'gaussian_process gaussian_processes'],
  // Images
  ['resnet', 'ResNets', 'resnet resnets resnet18 resnet34 resnet50 resnet101'],
  ['convnext', 'ConvNeXts', 'convnext convnexts'],
  ['efficientnet', 'EfficientNets', 'efficientnet efficientnets'],
  ['mobilenet', 'MobileNets', 'mobilenet mobilenets mobilenetv3'],
  ['vit', 'Vision Transformers', 'vit vits swin'],
  ['dinov2', 'DINOv2', 'dinov2'],
  ['cnn transformer', 'convolutions with a Transformer', 'cnn-transformer conv-transformer coatnet'],
  ['deeplab', 'DeepLab', 'deeplab deeplabv3'],
  ['detr', 'detection Transformers', 'detr rt-detr'],
  ['detector', 'object detectors', 'yolo yolov5 yolov8 yolov11 faster-rcnn rcnn'],
  ['unet', 'U-Net', 'unet u-net nnunet nnu-net'],
  ['diffusion', 'diffusion models', 'diffusion'],
  ['gan', 'GANs', 'gan gans'],
  // Language
  ['llm', 'large language models', 'llm llms gpt gpt-4 chatgpt llama mistral qwen gemma'],
  ['rag', 'retrieval-augmented generation', 'rag'],
  ['bag of words', 'bag-of-words models', 'tf-idf tfidf bm25 fasttext naive_bayes'],
  ['lora', 'low-rank adapters', 'lora qlora'],
  ['memory network', 'memory networks', 'memory_network memory_networks memn2n'],
  // Recommendation
  ['two tower', 'two-tower models', 'two-tower two_tower two_towers two-towers dual-encoder'],
  [
    'matrix factorisation',
    'matrix factorisation',
    'als ials matrix_factorization matrix_factorisation svd++',
  ],
  ['sequential', 'sequential recommenders', 'sasrec gru4rec bert4rec'],
  ['popularity', 'popularity', 'popularity bestsellers'],
  ['item neighbours', 'item neighbours', 'item-knn itemknn collaborative_filtering ease'],
  ['ncf', 'neural collaborative filtering', 'ncf neumf neural_collaborative'],
  ['lightgcn', 'LightGCN', 'lightgcn'],
  ['cross network', 'cross networks', 'dcn dcn-v2 deepfm dlrm'],
  // Decisions
  ['ppo', 'PPO', 'ppo'],
  ['sac', 'SAC', 'sac td3 ddpg'],
  ['dqn', 'DQN', 'dqn ddqn rainbow_dqn q-learning'],
  ['iql', 'IQL', 'iql implicit_q'],
  ['cql', 'CQL', 'cql conservative_q'],
  ['offline rl', 'offline reinforcement learning', 'offline_rl'],
  ['bandit', 'bandits', 'bandit bandits linucb thompson'],
  ['cloning', 'behaviour cloning', 'behaviour_cloning behavior_cloning imitation_learning'],
  ['rl', 'reinforcement learning', 'reinforcement_learning rl'],
  // Graphs
  ['graph attention', 'graph attention networks', 'gat gats gatv2 graph_attention'],
  ['graph network', 'graph networks', 'gnn gnns gcn graphsage gin mpnn d-mpnn chemprop graph_neural'],
  ['node2vec', 'node2vec', 'node2vec deepwalk'],
  ['fingerprints', 'molecular fingerprints', 'ecfp morgan fingerprint fingerprints'],
  // Anomalies
  ['autoencoder', 'autoencoders', 'autoencoder autoencoders vae vaes'],
  ['isolation forest', 'isolation forests', 'isolation_forest iforest'],
  ['patchcore', 'PatchCore', 'patchcore padim efficientad'],
  // Several tasks, several inputs
  ['experts', 'mixtures of experts', 'mmoe moe ple mixture_of_experts'],
  ['shared trunk', 'a shared trunk with heads', 'shared_bottom shared_trunk'],
  ['clip', 'CLIP', 'openclip siglip'],
  ['layout', 'layout models', 'layoutlm layoutlmv3 lilt donut'],
  // Speech
  ['whisper', 'Whisper', 'whisper'],
  ['ctc', 'CTC models', 'wav2vec wav2vec2 hubert conformer'],
  // General
  ['rules', 'rules', 'regex regexes rule-based'],
  ['ensemble', 'ensembles', 'ensemble ensembles stacking'],
  ['neural', 'neural networks', 'neural neuronale neuronalen neuronales neurones deep'],
] as const satisfies readonly FamilyRow[]

/** The names by which a brief keeps families. */
export type FamilyName = (typeof familyTable)[number][0]

const titles = new Map<string, string>(familyTable.map(([name, title]) => [name, title]))
/** What a family is called in front of people; a name that is not in the table is its own title. */
export const familyTitleOf = (name: string): string => titles.get(name) ?? name

const byWord = new Map<string, FamilyName>(
  familyTable.flatMap(([name, , words]) => words.split(' ').map((word) => [word, name] as const)),
)
/** @param word folded; the words of a phrase joined by `_` */
export const familyWord = (word: string): FamilyName | undefined => byWord.get(word)
