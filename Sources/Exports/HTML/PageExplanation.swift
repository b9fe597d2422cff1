import Debugging

/// Where one number comes from, in the pieces that a page makes a table and links of.
package struct PageExplanation: Sendable {
  /// A piece of a formula: text, or the name of a number that may be looked into.
  package enum Piece: Sendable, Equatable {
    case text(String)
    case number(String, Entry)
  }

  /// A term of a sum, or an operand of anything else: a row of the table.
  package struct Row: Sendable, Equatable {
    /// `f[5]·C₋₁[5]`.
    package var formula: [Piece]
    /// `0.1652·0.5693`; empty where that is the number itself.
    package var numbers: String
    /// What it adds, or is.
    package var number: String
    /// Its part of the sum of absolute values, with the number's sign; nil where nothing is summed.
    package var share: Double?

    package init(formula: [Piece], numbers: String, number: String, share: Double? = nil) {
      (self.formula, self.numbers) = (formula, numbers)
      (self.number, self.share) = (number, share)
    }
  }

  /// What it is a copy of, a sentence each.
  package var copies: [String] = []
  /// The numbers that it is a copy of, the nearest first.
  package var path: [Entry] = []
  /// `f[5]·C₋₁[5] + i[5]·g[5]`; empty where nothing is computed.
  package var formula: [Piece] = []
  /// The same with the numbers in it, then worked out.
  package var workings: [String] = []
  /// What decided, in words.
  package var remarks: [String] = []
  /// What the rows are: `the 11 terms, the largest first`.
  package var caption = ""
  package var rows: [Row] = []
  /// What rounding left.
  package var rounding: [String] = []

  package init() {}
}
