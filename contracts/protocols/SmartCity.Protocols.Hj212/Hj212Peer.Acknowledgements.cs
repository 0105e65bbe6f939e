namespace SmartCity.Protocols.Hj212;

public sealed partial record Hj212Peer
{
    /// <summary>9014: data have been received.</summary>
    public Hj212Packet AcknowledgeData(string? qn) => Answer(Hj212Cn.DataAcknowledgement, qn, "");

    /// <summary>9013: a notification has been received.</summary>
    public Hj212Packet AcknowledgeNotification(string? qn) => Answer(Hj212Cn.NotificationAcknowledgement, qn, "");

    /// <summary>9011: a request has been received and will, or will not, be executed.</summary>
    public Hj212Packet AcknowledgeRequest(string? qn, Hj212RequestReturn qnRtn) =>
        Answer(Hj212Cn.RequestAcknowledgement, qn, $"QnRtn={(int)qnRtn}");

    /// <summary>9012: how the execution of a request ended.</summary>
    public Hj212Packet ReportExecution(string? qn, Hj212ExecutionReturn exeRtn) =>
        Answer(Hj212Cn.ExecutionResult, qn, $"ExeRtn={(int)exeRtn}");

    /// <summary>In 2005 an answer names the exchange in CP, since 2017 in the header.</summary>
    private Hj212Packet Answer(int cn, string? qn, string cp)
    {
        bool qnInCp = Edition == Hj212Edition.Edition2005 && qn is not null;
        string content = !qnInCp ? cp : cp.Length == 0 ? $"QN={qn}" : $"QN={qn};{cp}";
        return new(qn, InteractionSt, cn, Pw, Mn, Flag(wantsAnswer: false), content);
    }
}
