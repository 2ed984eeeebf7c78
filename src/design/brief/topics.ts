/**
 * Words of a request that no fact of a brief holds: how a test is to be split, what is ruled out, which methods are
 * named. A stem matches the start of a word, with `!` the whole word only; `_` joins the words of a phrase, which may
 * be written with hyphens; `+` asks for both sides in one clause, in any order. English first, then German, Spanish,
 * French, Italian and Portuguese, and some of others; words are folded: lower case, without accents. What is not written in
 * plain letters is looked for as it stands, anywhere.
 */
import { lawTopics } from './law-topics.js'

export const topics = {
  /** Rows are dealt to training and test by chance. */
  randomSplit: `random_split random_train random_test random_holdout random_80 random_k randomly+split split_at_random
    at_random+split shuffle+split shuffled+split random_cross random_fold train_test_split fold_cross fold_cv k_fold kfold
    zufallig+split zufallig+aufteil zufallig+aufgeteilt zufallig+geteilt zufallig+teilen zufallig+trenn zufallssplit zufallsaufteil fache_kreuzvalid
    division_aleatoria particion_aleatoria aleatoria+divid aleatoria+separ aleatoriamente+divid aleatoriamente+separ
    validacion_cruzada decoupage_aleatoire split_aleatoire aleatoire+separ aleatoire+decoup aleatoirement+separ
    aleatoirement+decoup aleatoirement+divis validation_croisee divisione_casuale suddivisione_casuale split_casuale
    casual+suddivi casualmente+divi divisao_aleatoria aleatoria+divis aleatoriamente+divis validacao_cruzada
    随机划分 随机拆分 随机切分 ランダム分割 ランダムに分割
    willekeurig+split willekeurig+verdel losowy_podzia losowo+podziel случайное_разбиение случайно_разбить 무작위로_분할`,
  /** The test comes after the training in time. */
  timeSplit: `time_split time_based temporal_split split_by_time split_by_date rolling_origin rolling_window backtest
    walk_forward out_of_time chronolog expanding_window time_series_cross time_series_split temporal_holdout
    split_by_year split_by_month split_by_week split_by_day test+latest test+newest test+most_recent test_on_the_last holdout+last
    train_on_the_past cut_off_date cutoff_date zeitlich+split zeitlich+aufteil zeitlich+aufgeteilt zeitlich+teil
    zeitlich+trenn nach_zeit nach_datum zeitbasiert por_tiempo por_fecha cronolog+divid cronolog+separ par_date
    dans_le_temps temporel+decoup temporelle+separ chronologique per_data cronologic+divi cronologic+suddivi por_data
    temporal+divid temporal+separ op_tijd op_datum chronologisch po_czasie wedlug_czasu chronologicz zamana_gore
    zaman+bol по_времени по_дате хронологич 按时间 按日期 時系列で分割 時間で分割 日付で分割 시간순 시간_기준 날짜_기준 division_temporal particion_temporal decoupage_temporel split_temporel divisione_temporale
    divisao_temporal`,
  /** All rows of one person, machine or place are on one side. */
  groupSplit: `group_split group_k groupk grouped_k decoupage_par! division_por! particion_por! aufteilung_nach! teilen_nach! suddivisione_per! split_by_patient split_by_person split_by_subject split_by_speaker split_by_customer split_by_user
    split_by_author split_by_machine split_by_site split_by_hospital split_by_device we_split_by will_split_by ll_split_by
    split_it_by split_them_by split_data_by split_the_data_by splitting_by split_by+train split_by+test split_by+valid
    split_by+fold patient_wise patient_level speaker_disjoint
    speaker_independent site_disjoint subject_wise user_level disjoint! gruppensplit nach_patienten por_paciente
    par_patient per_paziente`,
  /** The test rows are those of the training. */
  testOnTraining: `test_on_training test_on_the_training tested_on_training tested_on_the_training
    evaluate_on_training evaluate_on_the_training evaluated_on_training evaluated_on_the_training
    validate_on_the_training accuracy_on_the_training auf_den_trainingsdaten+test auf_den_trainingsdaten+evalu
    auf_den_trainingsdaten+pruf evaluar_sobre_los_datos_de_entrenamiento evaluar_con_los_datos_de_entrenamiento
    evaluer_sur_les_donnees_d_entrainement valutare_sui_dati_di_addestramento avaliar_nos_dados_de_treino`,
  /** Something is learned from all rows before the test is set aside. */
  leak: `normali+before_split scale+before_split scaling+before_split standardi+before_split normali+before_the_split
    scale+before_the_split standardi+before_the_split normali+whole_dataset standardi+whole_dataset
    scaler+whole_dataset scaler+all_data feature_selection+whole_dataset feature_selection+all_data
    smote+before_split smote+before_the_split oversampl+before_split oversampl+before_the_split normali+vor_dem_split
    skalier+vor_dem_split normaliz+antes_de_dividir normalis+avant_de_separer normalizz+prima_di_dividere`,
  /** Examples of the rare class are made up or repeated. */
  oversampling:
    'smote! adasyn oversampl over_sampl uberabtast sobremuestre surechantillon sovracampion sobreamostr',
  /** Decisions or money hang on the probability itself. */
  probabilities: `calibrat probabilit! probabilities wahrscheinlichkeit kalibrier probabilidad calibrad calibre
    calibrees probabilite probabilita probabilidade`,
  /** A model behind somebody else's interface. */
  hostedApi: `openai chatgpt gpt_4 gpt_5 gpt4 gpt4o anthropic claude! gemini! bedrock! vertex_ai azure_openai
    hosted_api hosted_model hosted_llm cloud_api external_api managed_api rest_api_of api_provider textract rekognition
    google_vision document_intelligence cloud_ocr cloud_service cloud_endpoint cloud_llm in_the_cloud
    externe_api api_eines_anbieters cloud_dienst in_der_cloud api_externa servicio_en_la_nube en_la_nube api_externe
    service_cloud dans_le_cloud api_esterna servizio_cloud nel_cloud servico_na_nuvem na_nuvem`,
  /** Anything outside the own network: only its ban is read. */
  cloud:
    'cloud! nube! nuvem! internet! external_service external_services third_party externe_dienste hosted!',
  /** Data that stays in the EU, said with or without a ban on leaving it. */
  inEurope: `leave_eu! leave_the_eu! leave_europe leaves_eu! leaves_the_eu! leaving_the_eu! outside_eu! outside_the_eu!
    outside_of_the_eu! outside_europe stay_in_eu! stay_in_the_eu! stays_in_the_eu! stay_within_the_eu! within_the_eu!
    remain_in_the_eu! eu_only eu_region eu_hosted eu_hosting hosted_in_the_eu! hosting_in_the_eu! hosted_in_europe die_eu+verlass eu!+verlass in_der_eu! innerhalb_der_eu!
    salir_de_la_ue! fuera_de_la_ue! dentro_de_la_ue! quitter_l_ue! sortir_de_l_ue! dans_l_ue! hors_de_l_ue!
    lasciare_l_ue! uscire_dall_ue! nell_ue! sair_da_ue! fora_da_ue! buiten_de_eu! binnen_de_eu! poza_ue! w_ue!`,
  /** Nothing reaches a network outside. */
  offNetwork: `不能联网 不联网 断网 不连外网 オフライン環境 ネット接続なし 인터넷_없이 인터넷_연결_없이 без_интернета без_доступа_в_интернет
    sin_conexion! sin_internet sans_internet sans_reseau senza_internet senza_rete sem_internet ohne_internet ohne_netz!
    bez_internetu zonder_internet`,
  ownPremises: `on_prem on_premise on_premises onprem onpremise in_house inhouse self_hosted own_server own_servers
    own_hardware our_network our_own_network our_building im_haus im_eigenen_netz eigene_server en_local sur_site
    in_sede`,
  ram: 'ram! arbeitsspeicher',
  /** Weights held in fewer bits: only its ban is read. */
  quantising: `quantis quantiz kuantis cuantiz quantif quantizz int8! int4!
    kwantyzac kwantis квантован`,
  fullPrecision: 'full_precision volle_genauigkeit precision_completa pleine_precision precisione_piena',
  fourBit: '4_bit int4! nf4! awq! gptq! gguf! q4! 4bit',
  eightBit: '8_bit int8! 8bit',
  eightBitAdam: '8_bit_adam adam8bit adamw8bit 8bit_adam 8_bit_optimi 8bit_optimi paged_adam',
  adafactor: 'adafactor',
  sgd: 'sgd!',
  fp8: 'fp8! float8!',
  /** There is no other machine. */
  noMoreDevices: `only_have have_only only_got nothing_else no_more_gpu no_other_gpu no_additional_gpu no_new_hardware
    no_more_hardware no_additional_hardware cannot_buy haben_nur nur_diese keine_weiteren_gpu keine_weitere_hardware
    solo_tenemos tenemos_solo no_podemos_comprar avons_que seulement_une_carte abbiamo_solo temos_apenas so_temos
    temos_so`,
  /** Nobody looks at single answers. */
  noReview: `fully_automat fully_autonom no_human without_human without_manual no_manual vollautomat ohne_mensch
    totalmente_automat completamente_automat entierement_automat sin_intervencion_humana sans_intervention_humaine
    senza_intervento_umano sem_intervencao_humana`,
  pretrained: 'pretrain pre_train vortrainiert preentren preentrain pre_entrain preaddestr pre_treinad',
  gpu: 'gpu! gpus! grafikkarte grafikkarten accelerator accelerators',
  /** A small part of the numbers is trained, the rest stays as it is. */
  adapters: 'lora! qlora! dora! peft! adapter! adapters! adaptern! low_rank',
  fourBitAdapters: 'qlora!',
  fullTuning: `full_fine full_finetun full_tuning full_parameter fully_fine full_ft! all_parameters all_weights
    vollstandiges_fine vollstandig+fein komplettes_fine alle_parameter ajuste_completo ajuste_fino_completo
    fine_tuning_completo todos_los_parametros fine_tuning_complet reglage_complet tous_les_parametres
    tutti_i_parametri todos_os_parametros`,
  fineTuning: 'fine_tun finetun tuning! tune! feinabstimm nachtrainier ajustar_finamente ajuste_fino affiner',
  training: `train! training! trains! trainieren trainiert entrenar entrenamiento entrainer entrainement addestrare
    addestramento treinar treinamento`,
  fromScratch: `from_scratch pretrain_a pre_train_a pretrain_our pre_train_our von_grund_auf
    von_null desde_cero preentrenar de_zero depuis_zero preentrainer da_zero preaddestrare do_zero pre_treinar`,
  /** Going on from published weights is no start from nothing. */
  continuedPretraining: `continued_pretrain continued_pre_train continue_pretrain continue_pre_train further_pretrain
    further_pre_train domain_adaptive continual_pretrain continual_pre_train`,
  serving: `serve! serves! served serving inference deploy production per_token host! runs! latency inferenz betreib
    bereitstell inferencia desplegar produccion servir deploie inferenza servire implantar produzione producao`,
  /** Of such models each token passes through a part. */
  experts: 'moe! mixtral mixture_of_experts deepseek',
  /** Several devices train together. */
  distributed: `ddp! fsdp! fsdp2! deepspeed zero_3 zero_2 zero_stage data_parallel dataparallel distributed_data
    distributed_training multi_gpu tensor_parallel pipeline_parallel model_parallel verteiltes_training
    verteilt_trainier entrenamiento_distribuido entrainement_distribue addestramento_distribuito
    treinamento_distribuido`,
  sharded: 'fsdp! fsdp2! zero_3 deepspeed',
  tensorParallel: 'tensor_parallel tensorparallel megatron',
  ethernet: 'ethernet gbe! gigabit across_nodes across_machines over_the_network uber_das_netz',
  nvidiaOnly: 'tensorrt cuda! nvcc cudnn',
  /** A method that learns only from what its own present policy did. */
  onPolicy: 'ppo! a2c! a3c! trpo! on_policy onpolicy',
  /** Decisions of the past, counted or not. */
  records: `log! logs logged records recorded history historical demonstrat expert trajectories protokoll aufzeichn
    registros historial demostrac journaux enregistre historique registri storico dataset`,
  onlyRecords: `historical_data_only logs_only only_logs logged_data_only offline_data_only from_logs_alone from_historical
    from_past_decisions nur_aus_protokoll nur_aufgezeichnet solo_con_registros solo_registros a_partir_de_registros
    uniquement_des_journaux solo_dai_registri apenas_registros`,
  exactSearch: `exact_knn exact_search exact_nearest exact_neighbo brute_force exakte_suche busqueda_exacta recherche_exacte
    ricerca_esatta busca_exata`,
  approximateSearch: `hnsw ivf! ivfpq scann! diskann annoy! approximate_search approximate_nearest approximate_neighbo
    naherungsweise busqueda_aproximada recherche_approchee ricerca_approssimata busca_aproximada`,
  valueBased: 'dqn! deep_q q_learning double_dqn rainbow!',
  reinforcement: `reinforcement rl! ppo! dqn! sac! td3! verstarkungslern bestarkendes_lernen aprendizaje_por_refuerzo
    apprentissage_par_renforcement apprendimento_per_rinforzo aprendizado_por_reforco aprendizagem_por_reforco 强化学习
    強化学習`,
  /** One choice whose outcome ends the matter. */
  oneShot: `one_decision single_decision one_off_decision decisions_are_independent independent_decisions
    no_effect_on_later which_banner which_ad! which_advert which_coupon which_discount which_email which_offer
    which_headline which_creative welches_banner welche_anzeige welchen_gutschein welches_angebot que_banner
    que_anuncio que_cupon que_oferta quelle_banniere quelle_publicite quelle_offre quale_banner quale_offerta
    qual_banner qual_oferta`,
  /** A model that needs what comes after. */
  nonCausal: `bidirection bi_direction bilstm! bigru! bi_lstm bi_gru non_causal noncausal bidirektional bidireccional
    bidirectionnel bidirezional bidirecional`,
  whisper: 'whisper!',
  /** The answer is wanted while the input still comes in. */
  live: `streaming live! real_time realtime while_speaking echtzeit en_directo tiempo_real en_direct temps_reel in_diretta
    tempo_reale ao_vivo tempo_real`,
  lookAhead: `look_ahead lookahead right_context chunk! chunks! future_context vorausschau fenster! ventana! fenetre!
    finestra! janela!`,
  perfection: `100_%_recall 100_%_accura 100_%_precis 100_%_sensitiv 100_%_detect 100_percent 100_%_correct zero_false 0_false
    no_false_positive no_false_negative no_false_alarm never_miss never_be_wrong must_not_miss may_not_miss not_miss_a
    not_miss_any miss_nothing no_missed zero_missed catch_every catch_all detect_every find_every perfect_recall
    perfect_accuracy perfect_precision 100_%_genau 100_%_sicher 100_%_treffer keine_fehlalarme keinen_fehlalarm keine_falsch
    null_fehler kein_einzig cero_falsos sin_falsos ningun_falso 100_%_de_exactitud 100_%_de_precision
    100_%_de_rappel 100_%_de_acuracia zero_faux aucun_faux sans_faux zero_falsi nessun_falso zero_falsos nenhum_falso sem_falsos
    geen_valse nul_valse без_ложных fałszywych 零误报 零漏检 見逃しゼロ 誤検知ゼロ 誤報ゼロ`,
  guarantee: `guarante+accura guarante+recall guarante+detect guarante+predict guarante+forecast guarante+correct
    guarante+result garantier+genau garantier+erkenn garantiert+richtig garantiz+precis garantiz+detec
    garantir+precis garantir+detect garant+precision garantisc+precis garantir+acura`,
  accuracy: 'accuracy! accurate! genauigkeit trefferquote exactitud! exactitude! accuratezza acuracia',
  recall:
    'recall! sensitivity! sensitivitat sensibilidad sensibilite rappel! sensibilita sensibilidade revocacion',
  rocAuc: 'auc! roc! auroc! roc_auc',
  rmse: 'rmse! mse! mean_squared',
  bleu: 'bleu! rouge!',
  pixelAccuracy: 'pixel_accuracy pixel_wise_accuracy pixelgenauigkeit',
  pointAdjust: 'point_adjust',
  sampledMetric: 'sampled_metric sampled_negatives random_negatives 99_negatives 100_negatives',
  leaveLastOut: 'leave_one_out leave_last',
  clicks: 'clicks! click! implicit views! purchases! klicks clics cliques implizit',
  ranking: 'ranking! rank! ranked! top_n top_k ndcg rangfolge clasificar_resultados classement',
  /** Labels that are known only later. */
  lateLabels: `label! labels! truth! confirmed! verified! labelled ground_truth outcome! outcomes! chargeback chargebacks etikett etiketten
    rueckbuchung ruckbuchung etiqueta etiquetas etiquette etiquettes etichetta etichette rotulo rotulos`,
  later: `after! later! late! delay delayed arrive lag! verzogert verzogerung spater nach! despues tarde retraso apres
    tard retard dopo ritardo depois atraso
    dauert dauern tarda tardan llegan prend prennent arrivent impiega arrivano demora chegam erst`,
  retrain: `retrain re_train nachtrainier neu_trainier reentren reentrain re_entrain riaddestr retrein trained_anew entrainer_a_nouveau neu+trainier opnieuw+train przetrenow переобуч 再训练 重新训练 再学習
    재학습 yeniden+egit`,
  /** Each with each. */
  allPairs: `all_pairs every_pair pairwise_compar each_other compare+every compare+each alle_paare jeden_mit_jedem
    paarweise todos_los_pares cada_par toutes_les_paires deux_a_deux tutte_le_coppie todos_os_pares`,
  duplicates: `duplicate dedup record_linkage entity_resolution entity_matching dubletten duplikat duplicados doublons
    duplicati`,
  fullBatch:
    'full_batch fullbatch full_graph whole_graph gcn! gat! ganzer_graph grafo_completo graphe_entier',
  attentionOnGraph: 'gat! gatv2 graph_attention',
  newNodes: `new_nodes unseen_nodes new_accounts new_users new_entities inductive neue_knoten nodos_nuevos
    nouveaux_noeuds nuovi_nodi novos_nos`,
  nodeTable: 'node2vec deepwalk',
  softmax: 'softmax',
  tabPfn: 'tabpfn',
  nBeats: 'n_beats nbeats',
  supervised:
    'supervised! classifier! xgboost lightgbm catboost gbdt uberwacht klassifikator clasificador classifieur classificatore',
  unsupervised:
    'isolation residual forecast reconstruct one_class unsupervis self_supervis semi_supervis weakly_supervis unuberwacht',
  /** Weather is known ahead only as a forecast. */
  weather:
    'weather wetter! wetterdaten clima! meteo meteorolog temperature! temperatur! temperatura! rainfall',
  recursion:
    'recursive recursively one_step_ahead autoregressive_roll roll_out_recurs iterat+forecast rekursiv recursiv',
  ultrasound: 'bat! bats! ultrason ultrasound fledermaus murcielago chauves chauve_souris pipistrell morcego',
  sequenceRecommender: 'sasrec gru4rec bert4rec sequential_recommend session_based',
  idsOnly: 'ids_only only_ids id_only no_item_features no_features no_content nur_ids solo_ids',
  /** Cases of which only those that were let through have an outcome. */
  acceptedOnly: `approved_loans approved_applica approved_only only_approved accepted_applica granted_loans funded_loans
    bewilligte_kredite prestamos_aprobados prestamos_concedidos prets_accordes prestiti_approvati emprestimos_aprovados`,
  oneSeed: 'one_seed single_seed 1_seed one_run! single_run! ein_seed una_semilla',
  withoutPropensities: 'without_propensit no_propensit propensities_unknown propensities_are_unknown',
  offPolicyValue: 'off_policy_eval inverse_propensity ips! snips! doubly_robust',
  plainSum: `unweighted+loss unweighted+sum sum_of_losses sum_of_the_losses sum_the_losses add_the_losses add_both_losses
    ungewichtet+summe ungewichtet+verlust suma_de_las_perdidas somme_des_pertes somma_delle_perdite soma_das_perdas`,
  dropIncomplete: `drop+missing discard+missing remove+missing drop_incomplete complete_cases fehlende+verwerf fehlende+losch
    descartar+incomplet supprimer+incomplet scartare+incomplet descartar+faltante`,
  sigmas:
    'sigma! sigmas sigma_rule standard_deviations z_score standardabweichungen desviaciones ecarts_types deviazioni_standard',
  visionTransformer: 'vit! vision_transformer swin!',
  deepEnsemble: 'deep_ensemble ensemble_of_neural ensemble_of_deep',
  /** What a team would have to run besides the model. */
  vectorIndex:
    'vector_index vector_db vector_database vector_store pinecone milvus! qdrant weaviate vektordatenbank',
  featureStore: 'feature_store feast! tecton',
  eventStream: 'kafka! flink! kinesis pulsar! spark_streaming',
  gpuServing: 'triton! gpu_server vllm! torchserve gpu_cluster',
  clusterOfContainers: 'kubernetes k8s! kubeflow',
  onlineLearning: 'online_learning continual_learning continuous_training',
  workflow: 'airflow! dagster prefect! mlflow',
  manyRegions: 'multi_region active_active',
  documents: 'invoice scanned receipt rechnung factura facture fattura fatura forms!',
  commercial: `we_sell_the_device we_sell_the_app! we_sell_the_camera we_sell_the_product! we_sell_the_software sell_this
    verkaufen_das_gerat verkaufen_die_app! verkaufen_die_software verkaufen_das_produkt! verkaufen_die_kamera
    vendemos_el_producto! vendemos_el_dispositivo vendemos_la_app! vendons_l_appareil vendons_le_produit! vendons_l_app
    vendiamo_il_dispositivo vendiamo_il_prodotto vendiamo_l_app vendemos_o_aparelho vendemos_o_produto! vendemos_o_app!
    commercial commercially product_we_sell saas! sell_it kommerziell comercial comercialmente commerciale
    commercialement`,
  ...lawTopics,
} as const

export type Topic = keyof typeof topics

/** Negations of languages that vocabulary.ts does not read. */
export const furtherNegations = new Set(
  'senza nessun nessuna sem nao nenhum nenhuma geen zonder niet bez без'.split(' '),
)
