/// A place to come back to: a position in a branch of the timeline.
package struct Checkpoint: Sendable {
  package let id: Int
  package let branch: Int
  package let position: WalkPosition
  package let note: String
}
