import Containers
import Layers

/// The words of Keras 1 in those of Keras 2.
enum Keras1Dialect {
  static func translated(_ kind: String, _ config: JSON) -> (String, JSON) {
    guard let object = config.objectValue else { return (kind, config) }
    var pairs = object.map { (key: renamed($0.key, in: kind), value: $0.value) }
    var kind = kind
    if kind == "Merge" {
      let mode = object["mode"]?.stringValue ?? "sum"
      kind = merges[mode] ?? kind
      if mode == "concat", let axis = object["concat_axis"] {
        pairs.append((key: "axis", value: axis))
      }
    }
    if ["LSTM", "GRU"].contains(kind), object["inner_activation"] == nil {
      pairs.append((key: "recurrent_activation", value: .string("hard_sigmoid")))
    }
    if let name = convolutions[kind] {
      if let rows = object["nb_row"], let columns = object["nb_col"] {
        pairs.append((key: "kernel_size", value: .array([rows, columns])))
      }
      kind = name
    }
    if let ordering = object["dim_ordering"]?.stringValue {
      let format = ordering == "th" ? "channels_first" : "channels_last"
      pairs.append((key: "data_format", value: .string(format)))
    }
    if kind == "TimeDistributedDense" {
      // A Dense of Keras 2 goes over the last axis by itself.
      kind = "Dense"
    }
    return (kind, .object(JSONObject(pairs)))
  }

  /// The blocks of a recurrent layer's weights in the order in which Keras 1 lists them, each as
  /// W, U and b by itself; nil where the weights are whole.
  static func gates(_ config: Config) -> [Int]? {
    guard config.version.major < 2, config.json["consume_less"]?.stringValue != "gpu" else {
      return nil
    }
    switch config.kind {
    // i, c, f, o
    case "LSTM": return [0, 2, 1, 3]
    case "GRU": return [0, 1, 2]
    default: return nil
    }
  }

  private static func renamed(_ key: String, in kind: String) -> String {
    if key == "output_dim", kind == "Embedding" { return key }
    return keys[key] ?? key
  }

  private static let keys = [
    "output_dim": "units", "bias": "use_bias", "inner_activation": "recurrent_activation",
    "p": "rate", "mode_": "mode", "nb_filter": "filters", "filter_length": "kernel_size",
    "border_mode": "padding", "subsample": "strides", "subsample_length": "strides",
    "pool_length": "pool_size", "stride": "strides",
    "atrous_rate": "dilation_rate",
  ]

  private static let convolutions = [
    "Convolution1D": "Conv1D", "Convolution2D": "Conv2D", "Convolution3D": "Conv3D",
    "SeparableConvolution2D": "SeparableConv2D", "AtrousConvolution1D": "Conv1D",
    "AtrousConvolution2D": "Conv2D",
  ]

  private static let merges = [
    "sum": "Add", "mul": "Multiply", "concat": "Concatenate", "ave": "Average", "max": "Maximum",
  ]
}
