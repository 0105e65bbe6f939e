namespace SmartCity.Protocols.Gb28181;

/// <summary>
/// Digits 11-13 of an identifier (GB/T 28181-2016 table D.1, -2022 annex E). The set is open (500-599 servers beside a platform, 600-999
/// extensions), so a number that is not here is kept, never refused.
/// </summary>
public static class DeviceTypes
{
    /// <summary>DVR, 数字视频录像机.</summary>
    public const int DigitalVideoRecorder = 111;

    /// <summary>视频服务器.</summary>
    public const int VideoServer = 112;

    /// <summary>编码器.</summary>
    public const int Encoder = 113;

    /// <summary>解码器.</summary>
    public const int Decoder = 114;

    /// <summary>报警控制器.</summary>
    public const int AlarmController = 117;

    /// <summary>NVR, 网络视频录像机.</summary>
    public const int NetworkVideoRecorder = 118;

    /// <summary>摄像机.</summary>
    public const int Camera = 131;

    /// <summary>IPC, 网络摄像机.</summary>
    public const int NetworkCamera = 132;

    /// <summary>报警输入设备.</summary>
    public const int AlarmInput = 134;

    /// <summary>报警输出设备.</summary>
    public const int AlarmOutput = 135;

    /// <summary>语音输入设备.</summary>
    public const int VoiceInput = 136;

    /// <summary>语音输出设备.</summary>
    public const int VoiceOutput = 137;

    /// <summary>移动传输设备: a vehicle's or a patrol's set, which sends positions.</summary>
    public const int MobileTransmitter = 138;

    /// <summary>中心信令控制服务器: a platform.</summary>
    public const int SignallingServer = 200;

    /// <summary>业务分组: a node of the catalogue's business tree.</summary>
    public const int BusinessGroup = 215;

    /// <summary>虚拟组织: a folder below a business group.</summary>
    public const int VirtualOrganisation = 216;

    /// <summary>Front-end main equipment (DVR, NVR, …): 111-130.</summary>
    public static bool IsMainEquipment(int type) => type is >= 111 and <= 130;

    /// <summary>Peripherals of front-end equipment (cameras, alarm inputs, …): 131-199.</summary>
    public static bool IsPeripheral(int type) => type is >= 131 and <= 199;

    /// <summary>Platform equipment (servers and catalogue groups): 200-299.</summary>
    public static bool IsPlatform(int type) => type is >= 200 and <= 299;

    /// <summary>People: users of a centre 300-399, users of end equipment 400-499.</summary>
    public static bool IsUser(int type) => type is >= 300 and <= 499;
}
