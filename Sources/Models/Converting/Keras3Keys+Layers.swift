extension Keras3Keys {
  /// Classes up to `IntegerLookup`, by their names.
  static let firstClasses = """
    Activation: activation
    ActivityRegularization: l1 l2
    AdaptiveAveragePooling1D AdaptiveAveragePooling2D AdaptiveAveragePooling3D AdaptiveMaxPooling1D \
    AdaptiveMaxPooling2D AdaptiveMaxPooling3D: output_size data_format
    Add Average Identity Maximum Minimum Multiply Subtract TFDIdentity:
    AdditiveAttention: use_scale dropout score_mode seed
    AlphaDropout Dropout: rate noise_shape seed
    Attention: use_scale score_mode dropout seed
    AugMix: value_range num_chains chain_depth factor alpha all_ops interpolation seed data_format \
    bounding_box_format
    AutoContrast: value_range factor bounding_box_format data_format
    AveragePooling1D AveragePooling2D AveragePooling3D MaxPooling1D MaxPooling2D MaxPooling3D: \
    pool_size strides padding data_format
    BatchNormalization: axis momentum epsilon center scale beta_initializer gamma_initializer \
    moving_mean_initializer moving_variance_initializer beta_regularizer gamma_regularizer \
    beta_constraint gamma_constraint renorm renorm_clipping renorm_momentum synchronized
    Bidirectional: layer merge_mode backward_layer
    CategoryEncoding: num_tokens output_mode sparse
    CenterCrop: height width data_format factor bounding_box_format
    Concatenate Softmax UnitNormalization: axis
    ContrastLimitedAdaptiveHistogramEqualization: value_range clip_limit tile_grid_size data_format \
    factor bounding_box_format
    Conv1D Conv2D Conv3D: filters kernel_size strides padding data_format dilation_rate groups \
    activation use_bias kernel_initializer bias_initializer kernel_regularizer bias_regularizer \
    activity_regularizer kernel_constraint bias_constraint lora_rank lora_alpha
    Conv1DTranspose Conv2DTranspose: filters kernel_size strides padding output_padding data_format \
    dilation_rate activation use_bias kernel_initializer bias_initializer kernel_regularizer \
    bias_regularizer activity_regularizer kernel_constraint bias_constraint
    Conv3DTranspose: filters kernel_size strides padding data_format output_padding dilation_rate \
    activation use_bias kernel_initializer bias_initializer kernel_regularizer bias_regularizer \
    activity_regularizer kernel_constraint bias_constraint
    ConvLSTM1D ConvLSTM2D ConvLSTM3D: filters kernel_size strides padding data_format dilation_rate \
    activation recurrent_activation use_bias kernel_initializer recurrent_initializer \
    bias_initializer unit_forget_bias kernel_regularizer recurrent_regularizer bias_regularizer \
    activity_regularizer kernel_constraint recurrent_constraint bias_constraint dropout \
    recurrent_dropout seed return_sequences return_state go_backwards stateful unroll \
    zero_output_for_mask
    Cropping1D: cropping
    Cropping2D Cropping3D: cropping data_format
    CustomScaleLayer: scale
    CutMix: factor seed data_format bounding_box_format
    Dense: units activation use_bias kernel_initializer bias_initializer kernel_regularizer \
    bias_regularizer activity_regularizer kernel_constraint bias_constraint lora_rank lora_alpha
    DepthwiseConv1D DepthwiseConv2D: kernel_size strides padding depth_multiplier data_format \
    dilation_rate activation use_bias depthwise_initializer bias_initializer depthwise_regularizer \
    bias_regularizer activity_regularizer depthwise_constraint bias_constraint
    Discretization: bin_boundaries num_bins epsilon output_mode sparse
    Dot: axes normalize
    ELU: alpha
    EinsumDense: equation output_shape activation bias_axes kernel_initializer bias_initializer \
    kernel_regularizer bias_regularizer kernel_constraint bias_constraint lora_rank lora_alpha
    Embedding: input_dim output_dim embeddings_initializer embeddings_regularizer \
    embeddings_constraint mask_zero lora_rank lora_alpha
    Equalization: value_range bins data_format factor bounding_box_format
    Flatten: data_format
    GRU: units activation recurrent_activation use_bias kernel_initializer recurrent_initializer \
    bias_initializer kernel_regularizer recurrent_regularizer bias_regularizer activity_regularizer \
    kernel_constraint recurrent_constraint bias_constraint dropout recurrent_dropout seed \
    return_sequences return_state go_backwards stateful unroll reset_after zero_output_for_mask
    GRUCell: units activation recurrent_activation use_bias kernel_initializer recurrent_initializer \
    bias_initializer kernel_regularizer recurrent_regularizer bias_regularizer kernel_constraint \
    recurrent_constraint bias_constraint dropout recurrent_dropout reset_after seed
    GaussianDropout SpatialDropout1D: rate seed
    GaussianNoise: stddev seed
    GlobalAveragePooling1D GlobalAveragePooling2D GlobalAveragePooling3D GlobalMaxPooling1D \
    GlobalMaxPooling2D GlobalMaxPooling3D: data_format keepdims
    GroupNormalization: groups axis epsilon center scale beta_initializer gamma_initializer \
    beta_regularizer gamma_regularizer beta_constraint gamma_constraint
    GroupQueryAttention: head_dim num_query_heads num_key_value_heads dropout use_bias \
    sliding_window flash_attention kernel_initializer bias_initializer kernel_regularizer \
    bias_regularizer activity_regularizer kernel_constraint bias_constraint use_gate seed
    IntegerLookup: max_tokens num_oov_indices mask_token oov_token vocabulary vocabulary_dtype \
    idf_weights invert output_mode sparse pad_to_max_tokens oov_method salt
    """
}
