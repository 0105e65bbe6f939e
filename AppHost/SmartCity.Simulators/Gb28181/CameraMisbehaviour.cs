namespace SmartCity.Simulators.Gb28181;

/// <summary>What a device may do wrong on purpose; each was seen in the field.</summary>
[Flags]
public enum CameraMisbehaviour
{
    None = 0,

    /// <summary>Headers end in LF alone.</summary>
    LineFeedsOnly = 1,

    /// <summary>Headers have their one-letter names, in lower case.</summary>
    CompactHeaders = 2,

    /// <summary>No Content-Length; over UDP a datagram is a message all the same.</summary>
    NoContentLength = 4,

    /// <summary>Declares GB2312 and sends UTF-8.</summary>
    Utf8DeclaredAsGb2312 = 8,

    /// <summary>Sends its keepalive under Query, with Status ON.</summary>
    KeepaliveUnderQuery = 16,

    /// <summary>Puts credentials with a nonce of its own making into its first REGISTER and never reacts to a 401.</summary>
    InventedNonce = 32,

    /// <summary>Sends every page of an answer twice.</summary>
    RepeatsPages = 64,

    /// <summary>Announces one entry more than it sends.</summary>
    AnnouncesTooMany = 128,

    /// <summary>Sends rubbish before every keepalive.</summary>
    SendsRubbish = 256,

    /// <summary>Rings an INVITE and never answers it.</summary>
    NeverAnswersInvites = 512,

    /// <summary>Its clock stands in 1970.</summary>
    ClockIn1970 = 1024,

    /// <summary>Goes away without unregistering.</summary>
    LeavesSilently = 2048,
}
