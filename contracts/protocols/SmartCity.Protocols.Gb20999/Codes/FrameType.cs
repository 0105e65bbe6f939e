namespace SmartCity.Protocols.Gb20999;

/// <summary>What a frame is for. An answer is the question plus 0x10, an error answer plus 0x11. GB/T 20999-2017 annex A. An open set: a controller may send others.</summary>
public enum FrameType : byte
{
    /// <summary>查询</summary>
    Query = 0x10,

    /// <summary>查询应答</summary>
    QueryAnswer = 0x20,

    /// <summary>查询出错回复</summary>
    QueryError = 0x21,

    /// <summary>设置</summary>
    Set = 0x30,

    /// <summary>设置应答</summary>
    SetAnswer = 0x40,

    /// <summary>设置出错回复</summary>
    SetError = 0x41,

    /// <summary>广播</summary>
    Broadcast = 0x50,

    /// <summary>主动上报</summary>
    Report = 0x60,

    /// <summary>心跳查询</summary>
    HeartbeatQuery = 0x70,

    /// <summary>心跳应答（非标准）</summary>
    HeartbeatAnswerDeviant = 0x71,

    /// <summary>心跳应答</summary>
    HeartbeatAnswer = 0x80,
}
