import Tensors
import Terms

/// The branches of a run: what was set in each, and in which one it was set.
///
/// A branch is kept as the changes that lead to it, not as numbers: whoever goes to it has it
/// computed again, the same to the bit.
package struct Timeline: Sendable {
  /// A value that was set for one sample.
  package struct Change: Sendable {
    package let value: Value
    package let steps: [Int]
    package let sample: Int
    /// `lstm@1.f[3]`, as it was typed.
    package let place: String
    package let old, new: Tensor
    /// Where one stood.
    package let position: WalkPosition
  }

  /// The run as it was fed, or one that a change began.
  package struct Branch: Sendable {
    package let id: Int
    package let parent: Int?
    package let change: Change?
    /// Where one stood when it was left; the machine knows for the branch one is in.
    package fileprivate(set) var position: WalkPosition
  }

  package private(set) var branches = [
    Branch(id: 0, parent: nil, change: nil, position: WalkPosition(.start))
  ]
  /// The branch one is in.
  package private(set) var current = 0

  /// The changes that lead to a branch, first one first.
  package func changes(to branch: Int) -> [Change] {
    var result: [Change] = []
    var next: Int? = branch
    while let id = next, branches.indices.contains(id) {
      if let change = branches[id].change { result.append(change) }
      next = branches[id].parent
    }
    return result.reversed()
  }

  /// The branches that were begun in a branch.
  package func children(of branch: Int) -> [Branch] { branches.filter { $0.parent == branch } }

  /// Begins a branch in the current one, and is in it.
  mutating func begin(with change: Change) {
    branches[current].position = change.position
    branches.append(
      Branch(id: branches.count, parent: current, change: change, position: change.position))
    current = branches.count - 1
  }

  /// Leaves the current branch for another one.
  mutating func go(to branch: Int, leaving position: WalkPosition) {
    guard branches.indices.contains(branch) else { return }
    branches[current].position = position
    current = branch
  }
}
