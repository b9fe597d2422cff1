/// What attention by heads is told, however the heads share keys and values.
struct HeadOptions {
  let useBias: Bool
  /// Whether a gate stands behind what the heads mix.
  let hasGate: Bool
  /// A query sees keys less than so many places away; nil for all.
  let window: Int?
  let dropout: Double
  let version: KerasVersion

  /// Whether axes below 0 are counted with those of the heads and their width: Keras 2, and 3 before 3.12.
  var countsHeads: Bool { version < KerasVersion(3, 12) }

  init(_ config: Config) throws {
    useBias = try config.bool("use_bias", default: true)
    hasGate = try config.bool("use_gate", default: false)
    window = config.value("sliding_window") == nil ? nil : try config.int("sliding_window")
    dropout = try config.double("dropout", default: 0)
    version = config.version
  }
}
