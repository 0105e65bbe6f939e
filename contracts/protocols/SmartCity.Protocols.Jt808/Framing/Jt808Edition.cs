namespace SmartCity.Protocols.Jt808.Framing;

/// <summary>
/// The edition of JT/T 808 a message is laid out by. A frame header tells 2019 (attribute bit 14) from the earlier two;
/// 2011 and 2013 share one header and differ in bodies only. The registration body (0x0100) tells them apart by its
/// length, and a listener keeps what it learnt there for the rest of the connection.
/// </summary>
public enum Jt808Edition : byte
{
    /// <summary>JT/T 808-2011: short terminal model, package counts in list messages, no 0704/0705/8003.</summary>
    V2011 = 0,

    /// <summary>JT/T 808-2013 (amendment 1): what a frame without the version bit is read as unless the caller knows better.</summary>
    V2013 = 1,

    /// <summary>JT/T 808-2019: version bit, protocol version byte, phone number of 20 digits.</summary>
    V2019 = 2,
}
