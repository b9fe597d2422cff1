/// What is to be done, where several places say the same.
package enum Advice {
  /// About what is not as Keras is known to write it.
  package static let gap =
    "Keras is not known to write it so: the file was changed or damaged, or it is a gap in "
    + "kerastep, which is worth a report if Keras opens the file."
}
