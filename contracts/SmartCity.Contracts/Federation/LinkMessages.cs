namespace SmartCity.Contracts.Federation;

/// <summary>How far one side of a link has come in the other side's log.</summary>
/// <param name="Epoch">Epoch of the log it counts in, hexadecimal.</param>
/// <param name="Position">Everything of that log up to here was looked at.</param>
/// <param name="Id">CloudEvents id of the last event received; null when none was yet.</param>
/// <param name="Hash">Fingerprint of that event (<see cref="EventHash"/>). Both sides compare it, so that a log that went back, or a twin of one, is noticed.</param>
public sealed record LinkCursor(string Epoch, long Position, string? Id, string? Hash);

/// <summary>A lane as the county sees it at hello.</summary>
/// <param name="Lane">The lane.</param>
/// <param name="Acknowledged">How far the city has acknowledged our log, as far as we know.</param>
/// <param name="Received">How far we have received the city's log; null when nothing yet.</param>
public sealed record HelloLane(Lane Lane, long Acknowledged, LinkCursor? Received);

/// <summary>A county introduces itself: first request of a link, and its heartbeat.</summary>
/// <param name="Protocols">Versions of the link protocol it speaks; this build: 1.</param>
/// <param name="Node">Its id.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Build">Version of its program.</param>
/// <param name="Epoch">Epoch of its log, hexadecimal.</param>
/// <param name="PreviousEpoch">The epoch before a declared restore, hexadecimal; null if there was none.</param>
/// <param name="EpochAfter">Position after which the epoch began.</param>
/// <param name="Formats">Batch media types it can write and read, best first.</param>
/// <param name="Lanes">Its lanes.</param>
/// <param name="WithheldTypes">Event types its present policy does not let out.</param>
/// <param name="Time">Its clock.</param>
/// <param name="Nonce">Random; comes back in the signed answer.</param>
/// <param name="GivesBack">It gives back to a city that was restored the city's events it holds; null for a program that does not know how.</param>
/// <param name="Reports">What it shows of its uplink, for the city's people; null for a program that does not tell.</param>
public sealed record Hello(
    IReadOnlyList<int> Protocols, string Node, string Name, string Build, string Epoch, string? PreviousEpoch, long EpochAfter,
    IReadOnlyList<string> Formats, IReadOnlyList<HelloLane> Lanes, IReadOnlyList<string> WithheldTypes, DateTimeOffset Time, string Nonce,
    bool? GivesBack = null, IReadOnlyList<LaneReport>? Reports = null);

/// <summary>What one side of a link knows of a lane that it sends, told to the other side's people. Ages and not instants: clocks may disagree.</summary>
/// <param name="Lane">The lane.</param>
/// <param name="Made">Last position made.</param>
/// <param name="Sent">Last position sent since its program started; null when nothing was.</param>
/// <param name="Acknowledged">Last position acknowledged.</param>
/// <param name="BacklogEvents">Events let out and not acknowledged.</param>
/// <param name="BacklogBytes">Their data, bytes.</param>
/// <param name="BacklogAgeMilliseconds">How long ago the oldest of them was recorded; null when there is none.</param>
/// <param name="ComparedThrough">Up to where the ledger was compared; null when it was not.</param>
/// <param name="LostEvents">Events of named losses.</param>
public sealed record LaneReport(
    Lane Lane, long Made, long? Sent, long Acknowledged, long BacklogEvents, long BacklogBytes, long? BacklogAgeMilliseconds, long? ComparedThrough = null, long LostEvents = 0);

/// <summary>The city's answer to a hello. It is signed with the city's pinned key: header <c>link-signature</c> holds the signature over the body's bytes.</summary>
/// <param name="Protocol">The version to be spoken.</param>
/// <param name="Node">The city's id.</param>
/// <param name="Build">Version of its program.</param>
/// <param name="Epoch">Epoch of its log, hexadecimal.</param>
/// <param name="PreviousEpoch">The epoch before a declared restore of the city, hexadecimal; null if there was none.</param>
/// <param name="EpochAfter">Position after which the city's epoch began.</param>
/// <param name="Format">The batch media type to be used.</param>
/// <param name="Received">By lane, how far it has received the county's log.</param>
/// <param name="Time">Its clock when it answered.</param>
/// <param name="Nonce">The hello's.</param>
/// <param name="TakesBack">The city was restored and asks for its events that the county holds, before anything else; null when it misses nothing.</param>
/// <param name="Acknowledged">By lane, how far the county acknowledged the city's log, as the city knows it.</param>
/// <param name="Reports">What it shows of its downlink to the county, for the county's people.</param>
public sealed record HelloAnswer(
    int Protocol, string Node, string Build, string Epoch, string? PreviousEpoch, long EpochAfter, string Format, IReadOnlyDictionary<Lane, LinkCursor> Received, DateTimeOffset Time, string Nonce,
    TakesBack? TakesBack = null, IReadOnlyDictionary<Lane, long>? Acknowledged = null, IReadOnlyList<LaneReport>? Reports = null);

/// <summary>A city that was restored asks for its own events.</summary>
/// <param name="PreviousEpoch">Its epoch before the restore was declared, hexadecimal: of this one and of later ones.</param>
/// <param name="After">By lane, the position in its log after which it may have lost some of that epoch.</param>
public sealed record TakesBack(string PreviousEpoch, IReadOnlyDictionary<Lane, long> After);

/// <summary>The city's answer to a batch.</summary>
/// <param name="Cursor">How far it has received now: the acknowledgement.</param>
/// <param name="Appended">How many events of the batch are new to its log.</param>
/// <param name="AlreadyThere">How many were there before.</param>
public sealed record BatchAnswer(LinkCursor Cursor, int Appended, int AlreadyThere);

/// <summary>A county asks to be let in.</summary>
/// <param name="Node">Its id.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Code">The one-time code it was given.</param>
/// <param name="Key">Its public key as a JSON Web Key; the private half never leaves the county.</param>
public sealed record EnrolRequest(string Node, string Name, string Code, string Key);

/// <summary>The city lets a county in.</summary>
/// <param name="Node">The city's id.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Audience">Name of the gateway, to be put into the county's tokens.</param>
/// <param name="Key">The city's public key, pinned from now on.</param>
public sealed record EnrolAnswer(string Node, string Name, string Audience, string Key);

/// <summary>A block of the gap ledger: 10,000 positions of the sender's log.</summary>
/// <param name="Block">Position divided by 10,000.</param>
/// <param name="Count">Events let out.</param>
/// <param name="Hash">Sum of their 128-bit hashes, hexadecimal.</param>
/// <param name="DroppedThrough">The receiver had events of the lane up to this position of the sender and its retention dropped them: nothing can be said of them; null when none was.</param>
public sealed record LedgerBlock(long Block, long Count, string Hash, long? DroppedThrough = null);
