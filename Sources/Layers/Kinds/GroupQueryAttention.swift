/// Attention whose heads of queries share heads of keys and values, see `HeadedAttention`.
struct GroupQueryAttention: HeadedAttention {
  static let classNames = ["GroupQueryAttention", "GroupedQueryAttention"]
  static let ignoredKeys: Set<String> = ["flash_attention"]
  let heads: Int
  let keyHeads: Int
  let keyWidth: Int
  let window: Int?
  let useBias: Bool
  let hasGate: Bool
  let dropout: Double
  let version: KerasVersion

  init(_ config: Config) throws {
    heads = try config.int("num_query_heads")
    keyHeads = try config.int("num_key_value_heads")
    keyWidth = try config.int("head_dim")
    useBias = try config.bool("use_bias", default: true)
    hasGate = try config.bool("use_gate", default: false)
    window = config.value("sliding_window") == nil ? nil : try config.int("sliding_window")
    dropout = try config.double("dropout", default: 0)
    version = config.version
    guard heads >= 1, keyWidth >= 1 else { throw config.error("head_dim", "a length of 1 or more") }
    guard keyHeads >= 1, heads % keyHeads == 0 else {
      throw config.error("num_key_value_heads", "a divisor of num_query_heads")
    }
  }

  var title: String { "GroupQueryAttention(\(heads) heads of \(keyWidth), \(keyHeads) of keys)" }
  var valueWidth: Int { keyWidth }
  var outputs: [Int]? { nil }
  var attended: [Int]? { nil }
}
