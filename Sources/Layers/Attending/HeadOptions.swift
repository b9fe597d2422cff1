/// What attention by heads is told, however the heads share keys and values.
struct HeadOptions {
  let useBias: Bool
  /// Whether a gate stands behind what the heads mix.
  let hasGate: Bool
  /// A query sees keys less than so many places away; nil for all.
  let window: Int?
  let dropout: Double
  let version: KerasVersion

  init(_ config: Config) throws {
    useBias = try config.bool("use_bias", default: true)
    hasGate = try config.bool("use_gate", default: false)
    window = config.value("sliding_window") == nil ? nil : try config.int("sliding_window")
    dropout = try config.double("dropout", default: 0)
    version = config.version
  }
}
