namespace SmartCity.Protocols.Jt808.Terminal;

/// <summary>Result of a general acknowledgement (tables 4 and 5). Other values are kept as they come.</summary>
public enum AckResult : byte
{
    /// <summary>成功/确认.</summary>
    Ok = 0,
    /// <summary>失败.</summary>
    Failed = 1,
    /// <summary>消息有误.</summary>
    Wrong = 2,
    /// <summary>不支持.</summary>
    Unsupported = 3,
    /// <summary>报警处理确认, from the platform only (from 2013).</summary>
    AlarmHandled = 4,
}
