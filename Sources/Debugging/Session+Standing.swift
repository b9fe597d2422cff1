/// Where the walk stands, and what was chosen there.
extension Session {
  /// Where the walk stands.
  package var standing: Standing {
    Standing(run: runs, branch: timeline.current, motions: machine?.motions ?? 0)
  }

  /// How far out of the innermost frame the person has gone; 0 as soon as the walk goes on.
  package var frameOffset: Int {
    get { chosenFrame[standing] ?? 0 }
    set { chosenFrame[standing] = newValue }
  }

  /// The layer call at which a listing goes on; nil where none was begun here.
  package var listCursor: Int? {
    get { listed[standing] }
    set { listed[standing] = newValue }
  }
}
