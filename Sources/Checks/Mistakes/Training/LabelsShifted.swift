import Equations
import Tensors
import Terms

/// The class beside the one that is wanted: numbers of classes counted from 1 where Keras counts from 0, or one more; of
/// one-hot labels another column.
struct LabelsShifted: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    LabelsShifted.ofNumbers(anatomy) + LabelsShifted.ofColumns(anatomy)
  }

  /// y − 1 and y + 1 for y in `[y = k]`; −1 is the last class to NumPy, and none to `==`.
  private static func ofNumbers(_ anatomy: Anatomy) -> [Slip] {
    let sites = anatomy.losses.filter { $0.name == "hot" }
    let ways: [(title: String, by: Double, wraps: Bool)] = [
      ("the classes counted from 1, not from 0: y − 1 for y", -1, true),
      ("the classes counted from 1, not from 0: y − 1 for y, and no class for −1", -1, false),
      ("the class behind the one that is wanted: y + 1 for y", 1, true),
      ("the class behind the one that is wanted: y + 1 for y, and none behind the last", 1, false),
    ]
    return ways.flatMap { title, by, wraps in
      anatomy.slips("T87", title, in: sites) { site, term in
        let last = Double(site.term.shape.width - 1)
        return term.replacing { part in
          guard let y = part.value, anatomy.isTarget(y) else { return nil }
          let shifted = by < 0 ? part - .number(-by) : part + .number(by)
          guard wraps else { return shifted }
          let isEnd: any Op = by < 0 ? LessEqual() : GreaterEqual()
          let end = Term.apply(isEnd, [part, .number(by < 0 ? 0 : last)])
          return .select(end, .number(by < 0 ? last : 0), shifted)
        }
      }
    }
  }

  /// So many classes are moved at most.
  private static let most = 100

  /// One-hot labels with every column moved by one, or in the other order.
  private static func ofColumns(_ anatomy: Anatomy) -> [Slip] {
    let paths = Set(
      anatomy.calls.filter { $0.kind == "Loss" && $0.title.hasPrefix("Categorical") }.map(\.path))
    let sites = anatomy.losses.filter { paths.contains($0.path) }
    let widths = sites.flatMap(\.term.values).filter(anatomy.isTarget).map(\.shape.width)
    guard let most = widths.max(), most > 1, most <= LabelsShifted.most else { return [] }
    let ways: [(name: MistakeName, title: String, order: @Sendable (Int, Int) -> Int)] = [
      ("T87", "the column before: the 1 of class k in the place of k − 1", { ($0 + 1) % $1 }),
      ("T87", "the column behind: the 1 of class k in the place of k + 1", { ($0 + $1 - 1) % $1 }),
      (.possible("T87"), "the columns of the labels in the other order", { $1 - 1 - $0 }),
    ]
    return (most == 2 ? ways.prefix(1) : ways[...]).flatMap { name, title, order in
      anatomy.slips(name.unpaired, title, in: sites) { _, term in
        term.replacing { part in
          guard let y = part.value, anatomy.isTarget(y), y.shape.width > 1 else { return nil }
          let count = y.shape.width
          return .apply(Concatenate(), (0..<count).map { part.part(order($0, count), of: count) })
        }
      }
    }
  }
}
