namespace SmartCity.Protocols.Gb20999;

/// <summary>The data classes of annex B. GB/T 20999-2017 annex B. An open set: a controller may send others.</summary>
public enum DataClass : byte
{
    /// <summary>设备信息</summary>
    Device = 0x01,

    /// <summary>基础信息</summary>
    Basic = 0x02,

    /// <summary>灯组信息</summary>
    LampGroups = 0x03,

    /// <summary>相位信息</summary>
    Phases = 0x04,

    /// <summary>检测器信息</summary>
    Detectors = 0x05,

    /// <summary>相位阶段信息</summary>
    Stages = 0x06,

    /// <summary>相位安全信息</summary>
    PhaseSafety = 0x07,

    /// <summary>紧急优先</summary>
    EmergencyAndPriority = 0x08,

    /// <summary>方案信息</summary>
    Plans = 0x09,

    /// <summary>过渡约束</summary>
    Transitions = 0x0A,

    /// <summary>日计划</summary>
    DayPlans = 0x0B,

    /// <summary>调度表</summary>
    Schedules = 0x0C,

    /// <summary>运行状态</summary>
    RunState = 0x0D,

    /// <summary>交通数据</summary>
    TrafficData = 0x0E,

    /// <summary>报警数据</summary>
    Alarms = 0x0F,

    /// <summary>故障数据</summary>
    Faults = 0x10,

    /// <summary>中心控制</summary>
    CentreControl = 0x11,

    /// <summary>命令管道</summary>
    CommandPipe = 0x12,
}
