namespace SmartCity.Protocols.Hj212;

/// <summary>
/// What a frame that was accepted does otherwise than HJ 212-2017 says. Each of these was seen in real traffic; a
/// listener counts them per device, so that the maker can be told.
/// </summary>
[Flags]
public enum Hj212Deviations
{
    /// <summary>The frame is as the standard says.</summary>
    None = 0,

    /// <summary>The check is written in lower-case hexadecimal.</summary>
    LowerCaseCrc = 1 << 0,

    /// <summary>The check is CRC-16/MODBUS.</summary>
    ModbusCrc = 1 << 1,

    /// <summary>The declared length is not that of the segment; the end was found by CR LF and the check.</summary>
    WrongLength = 1 << 2,

    /// <summary>The segment is longer than the 1024 bytes of the standard.</summary>
    LongSegment = 1 << 3,

    /// <summary>QN stands neither in the header nor, as in 2005, in CP.</summary>
    MissingQn = 1 << 4,

    /// <summary>QN is a Unix time of 13 digits.</summary>
    UnixQn = 1 << 5,

    /// <summary>QN is neither 17 nor 13 digits.</summary>
    OddQn = 1 << 6,

    /// <summary>Flag is missing or not a number of 0..255.</summary>
    MissingFlag = 1 << 7,

    /// <summary>ST is missing or not two digits (101, T1).</summary>
    OddSt = 1 << 8,

    /// <summary>MN is not 24 hexadecimal digits (14 characters in 2005).</summary>
    OddMn = 1 << 9,

    /// <summary>PW is missing or not six characters.</summary>
    OddPw = 1 << 10,

    /// <summary>PNO stands before PNUM.</summary>
    PnoBeforePnum = 1 << 11,

    /// <summary>Flag says split and PNUM or PNO is missing, or the other way round.</summary>
    PartNumbersDisagree = 1 << 12,

    /// <summary>A comma ends a header field (in tables of the standard itself).</summary>
    CommaInHeader = 1 << 13,

    /// <summary>No semicolon stands before CP (in tables of the standard itself).</summary>
    NoSemicolonBeforeCp = 1 << 14,

    /// <summary>The header has a field the standard does not know; it is stepped over.</summary>
    UnknownHeaderField = 1 << 15,

    /// <summary>CP or one of its two <c>&amp;&amp;</c> is missing.</summary>
    UnclosedCp = 1 << 16,

    /// <summary>Text stands behind the closing <c>&amp;&amp;</c>; it is stepped over.</summary>
    TextAfterCp = 1 << 17,

    /// <summary>A semicolon stands before the closing <c>&amp;&amp;</c> (in tables of the standard itself).</summary>
    TrailingSemicolon = 1 << 18,

    /// <summary>Spaces stand in the segment.</summary>
    Spaces = 1 << 19,

    /// <summary>DataTime has 17 digits instead of 14.</summary>
    LongDataTime = 1 << 20,

    /// <summary>A comma stands between BeginTime and EndTime (in tables of the standard itself).</summary>
    CommaBeforeEndTime = 1 << 21,
}
