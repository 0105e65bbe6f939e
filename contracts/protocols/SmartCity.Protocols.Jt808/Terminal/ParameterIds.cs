namespace SmartCity.Protocols.Jt808.Terminal;

/// <summary>Parameters of table 12 the platform sets or reads; any other id goes through unchanged.</summary>
public static class ParameterIds
{
    /// <summary>终端心跳发送间隔, DWORD, s.</summary>
    public const uint HeartbeatSeconds = 0x0001;
    /// <summary>TCP 消息应答超时时间, DWORD, s.</summary>
    public const uint TcpAckTimeoutSeconds = 0x0002;
    /// <summary>TCP 消息重传次数, DWORD.</summary>
    public const uint TcpRetries = 0x0003;
    /// <summary>主服务器地址, text.</summary>
    public const uint MainServer = 0x0013;
    /// <summary>备份服务器地址, text.</summary>
    public const uint BackupServer = 0x0017;
    /// <summary>服务器 TCP 端口, DWORD (until 2013).</summary>
    public const uint TcpPort = 0x0018;
    /// <summary>位置汇报策略, DWORD: 0 by time, 1 by distance, 2 by both.</summary>
    public const uint ReportingStrategy = 0x0020;
    /// <summary>休眠时汇报时间间隔, DWORD, s.</summary>
    public const uint SleepReportSeconds = 0x0027;
    /// <summary>紧急报警时汇报时间间隔, DWORD, s.</summary>
    public const uint AlarmReportSeconds = 0x0028;
    /// <summary>缺省时间汇报间隔, DWORD, s.</summary>
    public const uint ReportSeconds = 0x0029;
    /// <summary>缺省距离汇报间隔, DWORD, m.</summary>
    public const uint ReportMetres = 0x002C;
    /// <summary>最高速度, DWORD, km/h.</summary>
    public const uint MaxSpeedKmh = 0x0055;
    /// <summary>超速持续时间, DWORD, s.</summary>
    public const uint OverspeedSeconds = 0x0056;
    /// <summary>公安交通管理部门颁发的机动车号牌, text.</summary>
    public const uint Plate = 0x0083;
    /// <summary>车牌颜色, BYTE.</summary>
    public const uint PlateColour = 0x0084;
}
