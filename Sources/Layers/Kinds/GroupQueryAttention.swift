/// Attention whose heads of queries share heads of keys and values, see `HeadedAttention`.
struct GroupQueryAttention: HeadedAttention {
  static let classNames = ["GroupQueryAttention", "GroupedQueryAttention"]
  static let ignoredKeys: Set<String> = ["flash_attention"]
  let heads: Int
  let keyHeads: Int
  let keyWidth: Int
  let options: HeadOptions

  init(_ config: Config) throws {
    heads = try config.int("num_query_heads")
    keyHeads = try config.int("num_key_value_heads")
    keyWidth = try config.int("head_dim")
    options = try HeadOptions(config)
    guard heads >= 1, keyWidth >= 1 else { throw config.error("head_dim", "a length of 1 or more") }
    guard keyHeads >= 1, heads % keyHeads == 0 else {
      throw config.error("num_key_value_heads", "a divisor of num_query_heads")
    }
  }

  var title: String { "GroupQueryAttention(\(heads) heads of \(keyWidth), \(keyHeads) of keys)" }
  var valueWidth: Int { keyWidth }
  var outputs: [Int]? { nil }
  var attended: [Int]? { nil }
  var takesQueryMask: Bool { true }
  var castsMask: Bool { false }
}
