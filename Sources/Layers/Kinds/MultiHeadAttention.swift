/// Attention by several heads, see `HeadedAttention`: along time, or along other axes of a sample.
struct MultiHeadAttention: HeadedAttention {
  static let classNames = ["MultiHeadAttention"]
  static let ignoredKeys: Set<String> = [
    "query_shape", "key_shape", "value_shape", "flash_attention",
  ]
  let heads: Int
  let keyWidth: Int
  let valueWidth: Int
  let outputs: [Int]?
  let attended: [Int]?
  let options: HeadOptions

  init(_ config: Config) throws {
    heads = try config.int("num_heads")
    keyWidth = try config.int("key_dim")
    valueWidth = try config.int("value_dim", default: keyWidth)
    options = try HeadOptions(config)
    let lengths = config.value("output_shape") == nil ? [] : try config.ints("output_shape")
    guard lengths.allSatisfy({ (1...Int(Int32.max)).contains($0) }), lengths.count <= 8 else {
      throw config.error("output_shape", "lengths of 1 or more")
    }
    outputs = lengths.isEmpty ? nil : lengths
    attended = config.value("attention_axes") == nil ? nil : try config.ints("attention_axes")
    guard heads >= 1, keyWidth >= 1 else { throw config.error("key_dim", "a length of 1 or more") }
  }

  var title: String { "MultiHeadAttention(\(heads) heads of \(keyWidth))" }
  var keyHeads: Int { heads }
  /// Keras 3 deletes the masks of what it attends over: what reads the same tensor later has none.
  var forgetsInputMasks: Bool { options.version.major >= 3 }
}
