extension Keras3Keys {
  /// Classes from `LSTM` on, by their names.
  static let lastClasses = """
    LSTM: units activation recurrent_activation use_bias kernel_initializer recurrent_initializer \
    bias_initializer unit_forget_bias kernel_regularizer recurrent_regularizer bias_regularizer \
    activity_regularizer kernel_constraint recurrent_constraint bias_constraint dropout \
    recurrent_dropout seed return_sequences return_state go_backwards stateful unroll \
    zero_output_for_mask
    LSTMCell: units activation recurrent_activation use_bias kernel_initializer \
    recurrent_initializer bias_initializer unit_forget_bias kernel_regularizer recurrent_regularizer \
    bias_regularizer kernel_constraint recurrent_constraint bias_constraint dropout \
    recurrent_dropout seed
    LayerNormalization: axis epsilon center scale beta_initializer gamma_initializer \
    beta_regularizer gamma_regularizer beta_constraint gamma_constraint
    LayerScale: init_values projection_dim
    LeakyReLU: negative_slope
    Masking: mask_value
    MaxNumBoundingBoxes: max_number fill_value factor bounding_box_format data_format
    MelSpectrogram: fft_length sequence_stride sequence_length window sampling_rate num_mel_bins \
    min_freq max_freq power_to_db top_db mag_exp min_power ref_power
    MixUp: alpha data_format seed factor bounding_box_format
    MultiHeadAttention: num_heads key_dim value_dim dropout use_bias output_shape attention_axes \
    sliding_window flash_attention kernel_initializer bias_initializer kernel_regularizer \
    bias_regularizer activity_regularizer kernel_constraint bias_constraint use_gate seed
    Normalization: axis mean variance invert
    PReLU: alpha_initializer alpha_regularizer alpha_constraint shared_axes
    Permute: dims
    Pipeline: layers
    RMSNormalization: axis epsilon
    RNN: cell return_sequences return_state go_backwards stateful unroll zero_output_for_mask
    RandAugment: value_range num_ops factor interpolation seed data_format bounding_box_format
    RandomBrightness RandomContrast: factor value_range seed bounding_box_format data_format
    RandomColorDegeneration RandomHue RandomPosterization RandomSaturation RandomSharpness: factor \
    value_range data_format seed bounding_box_format
    RandomColorJitter: value_range brightness_factor contrast_factor saturation_factor hue_factor \
    seed data_format factor bounding_box_format
    RandomCrop: height width seed data_format factor bounding_box_format
    RandomElasticTransform: factor scale interpolation fill_mode fill_value value_range seed \
    data_format bounding_box_format
    RandomErasing: factor scale fill_value value_range seed data_format bounding_box_format
    RandomFlip: mode seed data_format factor bounding_box_format
    RandomGaussianBlur: factor kernel_size sigma value_range data_format seed bounding_box_format
    RandomGrayscale: factor data_format seed bounding_box_format
    RandomInvert: factor value_range seed data_format bounding_box_format
    RandomPerspective: factor scale interpolation fill_value seed data_format bounding_box_format
    RandomRotation: factor fill_mode interpolation seed fill_value data_format bounding_box_format
    RandomShear: x_factor y_factor interpolation fill_mode fill_value data_format seed factor \
    bounding_box_format
    RandomTranslation RandomZoom: height_factor width_factor fill_mode interpolation seed fill_value \
    data_format factor bounding_box_format
    ReLU: max_value negative_slope threshold
    RepeatVector: n
    Rescaling: scale offset
    Reshape: target_shape
    Resizing: height width interpolation crop_to_aspect_ratio pad_to_aspect_ratio fill_mode \
    fill_value antialias data_format factor bounding_box_format
    ReversibleEmbedding: input_dim output_dim tie_weights embeddings_initializer \
    embeddings_regularizer embeddings_constraint mask_zero reverse_dtype logit_soft_cap lora_rank \
    lora_alpha
    STFTSpectrogram: mode frame_length frame_step fft_length window periodic scaling padding \
    expand_dims data_format
    SeparableConv1D SeparableConv2D: filters kernel_size strides padding data_format dilation_rate \
    depth_multiplier activation use_bias depthwise_initializer pointwise_initializer \
    bias_initializer depthwise_regularizer pointwise_regularizer bias_regularizer \
    activity_regularizer depthwise_constraint pointwise_constraint bias_constraint
    SimpleRNN: units activation use_bias kernel_initializer recurrent_initializer bias_initializer \
    kernel_regularizer recurrent_regularizer bias_regularizer activity_regularizer kernel_constraint \
    recurrent_constraint bias_constraint dropout recurrent_dropout return_sequences return_state \
    go_backwards stateful unroll seed zero_output_for_mask
    SimpleRNNCell: units activation use_bias kernel_initializer recurrent_initializer \
    bias_initializer kernel_regularizer recurrent_regularizer bias_regularizer kernel_constraint \
    recurrent_constraint bias_constraint dropout recurrent_dropout seed
    Solarization: addition_factor threshold_factor value_range seed factor bounding_box_format \
    data_format
    SpatialDropout2D SpatialDropout3D: rate data_format seed
    SpectralNormalization: layer power_iterations
    StochasticDepth: drop_path_rate
    TFDConcat: axis
    StackedRNNCells: cells
    TimeDistributed: layer
    UpSampling1D: size
    UpSampling2D: size data_format interpolation
    UpSampling3D: size data_format
    ZeroPadding1D ZeroPadding2D ZeroPadding3D: padding data_format
    """
}
